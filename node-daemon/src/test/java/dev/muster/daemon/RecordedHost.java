package dev.muster.daemon;

import dev.muster.daemon.host.HostFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The recorded files of a machine, unpacked into a folder. A recording is one text in which each file follows a line {@code ### /its/path}. */
public final class RecordedHost {
    private final Path root;

    public RecordedHost(Path root) {
        this.root = root;
    }

    public static RecordedHost unpack(String name, Path root) throws IOException {
        RecordedHost host = new RecordedHost(root);
        try (var input = RecordedHost.class.getResourceAsStream("/hosts/" + name + ".txt")) {
            String text = new String(Objects.requireNonNull(input).readAllBytes(), StandardCharsets.UTF_8);
            for (String part : text.split("(?m)^### ")) {
                int end = part.indexOf('\n');
                if (end > 0) {
                    host.put(part.substring(0, end).strip(), part.substring(end + 1));
                }
            }
        }
        return host;
    }

    public RecordedHost put(String path, String text) {
        try {
            Path file = root.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RecordedHost remove(String path) {
        try {
            Files.delete(root.resolve(path.substring(1)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a process. @param environment entries such as {@code A=1} */
    public RecordedHost process(long pid, long start, long parent, String... environment) {
        put("/proc/" + pid + "/environ", String.join("\0", environment) + "\0");
        String stat = " (a) name (x) S %d 1 1 0 -1 0 0 0 0 0 1 1 0 0 20 0 1 0 %d 0 0\n".formatted(parent, start);
        return put("/proc/" + pid + "/stat", pid + stat);
    }

    public HostFiles files() {
        return new HostFiles(root);
    }
}
