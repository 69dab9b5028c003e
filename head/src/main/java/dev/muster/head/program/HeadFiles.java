package dev.muster.head.program;

import dev.muster.logging.RotatedLog;
import dev.muster.protocol.identity.SecretFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** The files of the control plane's own running. */
public final class HeadFiles {
    private static final long MAX_LOG_BYTES = 5L << 20;

    private final Path root;

    public HeadFiles(Path root) throws IOException {
        this.root = root;
        for (String name : List.of("run", "logs", "control", "tmp")) {
            Files.createDirectories(
                    root.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.setPosixFilePermissions(root.resolve("control"), PosixFilePermissions.fromString("rwx------"));
    }

    /** Once the lock is held: log, PID, and a place for temporary files of Muster's. */
    public void begin() throws IOException {
        RotatedLog.open(
                root.resolve("logs").resolve("head.log"),
                MAX_LOG_BYTES,
                Map.of("dev.muster", "INFO", "journal", "INFO"));
        writePid();
        clearTemporary();
        System.setProperty("org.sqlite.tmpdir", root.resolve("tmp").toString());
    }

    /** Held as long as this process lives, however it ends. Empty where another head holds it. */
    public Optional<FileChannel> lock() throws IOException {
        FileChannel channel = FileChannel.open(run("head.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer.
        }
        channel.close();
        return Optional.empty();
    }

    /** PID and start time: a PID alone is given out again. */
    private void writePid() throws IOException {
        SecretFile.write(run("head.pid"), pidLine() + "\n");
    }

    /** The last word of a program that must not be started again: the watchdog reads it where it cannot wait for us. */
    public void writeExit(int code) {
        try {
            SecretFile.write(run("head.exit"), pidLine() + " " + code + "\n");
        } catch (IOException e) {
            LoggerFactory.getLogger(HeadFiles.class).warn("the exit is not noted: {}", e.getMessage());
        }
    }

    private static String pidLine() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] behindName = stat.substring(stat.lastIndexOf(") ") + 2).split(" ");
        return ProcessHandle.current().pid() + " " + behindName[19];
    }

    public boolean isToldToStop() {
        return Files.exists(run("head-stop"));
    }

    void writeEndpoint(String json) throws IOException {
        SecretFile.write(root.resolve("endpoint.json"), json);
    }

    /** SQLite's unpacked library stays behind after a kill. */
    private void clearTemporary() throws IOException {
        try (Stream<Path> list = Files.list(root.resolve("tmp"))) {
            for (Path left : list.filter(HeadFiles::isOurLeftover).toList()) {
                Files.deleteIfExists(left);
            }
        }
    }

    private static boolean isOurLeftover(Path file) {
        return String.valueOf(file.getFileName()).startsWith("sqlite-");
    }

    private Path run(String name) {
        return root.resolve("run").resolve(name);
    }
}
