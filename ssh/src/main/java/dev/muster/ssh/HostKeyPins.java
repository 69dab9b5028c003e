package dev.muster.ssh;

import dev.muster.core.failure.UserError;
import dev.muster.ssh.hostkey.HostKey;
import dev.muster.ssh.hostkey.KnownHostLine;
import dev.muster.ssh.hostkey.KnownHosts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The cluster's own known_hosts file. The key of a host is pinned when the host is seen for the first time. The head gets the text of the file
 * and continues from there. Several processes may use the same file. Every method throws {@link UserError} if the file cannot be read or
 * written.
 */
public final class HostKeyPins {
    private final Path file;
    private final Storage storage;
    private final Map<String, HostKey> firstSeen = new ConcurrentHashMap<>();
    private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
    private Content content = Content.EMPTY;

    /** Where a pinned key is stored. */
    private enum Storage {
        FILE,
        /** A new key is not stored. */
        NONE
    }

    /**
     * The file as it was read last. A pool has thousands of hosts, and each of them asks.
     *
     * @param version changes whenever the file does
     */
    private record Content(String version, String text, KnownHosts known) {
        static final Content EMPTY = new Content("", "", new KnownHosts(List.of()));
    }

    /** The pins as the lines of a known_hosts file: those that a host confirmed to this object by presenting its key, and the others. */
    public record Lines(List<String> confirmed, List<String> others) {
        public Lines {
            confirmed = List.copyOf(confirmed);
            others = List.copyOf(others);
        }
    }

    /** @param file a file that need not exist. Its folder is created for this user only. */
    public HostKeyPins(Path file) {
        this(file, Storage.FILE);
    }

    private HostKeyPins(Path file, Storage storage) {
        this.file = file;
        this.storage = storage;
    }

    /** Returns the pins of a file that is never changed, for commands that only check. */
    public static HostKeyPins readOnly(Path file) {
        return new HostKeyPins(file, Storage.NONE);
    }

    /** Returns the pinned keys. */
    public KnownHosts known() {
        return content().known();
    }

    /** Returns all pins in the format of known_hosts; empty if the file does not exist. */
    public String text() {
        return content().text();
    }

    private synchronized Content content() {
        try {
            if (!Files.exists(file)) {
                return Content.EMPTY;
            }
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            String version = now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
            if (!version.equals(content.version())) {
                String text = withoutTornLine(Files.readString(file, StandardCharsets.ISO_8859_1));
                content = new Content(version, text, KnownHosts.parse(text, file.toString()));
            }
            return content;
        } catch (IOException e) {
            throw new UserError("cannot read the pinned host keys: " + e);
        }
    }

    /** Part of a line is what a full disk or a loss of power leaves. Its key would look like another key of that host. */
    private static String withoutTornLine(String text) {
        int end = text.lastIndexOf('\n') + 1;
        return KnownHostLine.isWhole(text.substring(end)) ? text : text.substring(0, end);
    }

    /** Returns the pins by whether their host was connected. */
    public Lines lines() {
        List<String> confirmedLines = new ArrayList<>();
        List<String> others = new ArrayList<>();
        text().lines().filter(line -> !line.isBlank()).forEach(line -> {
            boolean isConfirmed = confirmed.contains(line.split(" ", 2)[0]);
            (isConfirmed ? confirmedLines : others).add(line);
        });
        return new Lines(confirmedLines, others);
    }

    /** Records that a host presented a key that is pinned. */
    public void confirm(String name) {
        confirmed.add(name);
    }

    /** Adds pins in the format of known_hosts. Lines that the file contains already are not repeated. */
    public void add(String knownHosts) {
        append(knownHosts.lines().filter(line -> !line.isBlank()).toList());
    }

    /** Pins the key of a host that was unknown. */
    public void pinFirstSeen(String name, HostKey key) {
        firstSeen.put(name, key);
        append(List.of(key.knownHostsLine(name)));
        confirm(name);
    }

    /** Returns the type and fingerprint of a key that this object saw first, for a message; empty for every other host. */
    public Optional<String> firstSeen(String name) {
        return Optional.ofNullable(firstSeen.get(name)).map(key -> key.type() + " " + key.fingerprint());
    }

    /** Pins a key that is known from another file, in place of every other key of that host. */
    public void pin(String name, HostKey key) {
        change(before -> {
            List<String> lines = new ArrayList<>(before);
            lines.removeIf(line -> line.startsWith(name + " "));
            lines.add(key.knownHostsLine(name));
            return lines;
        });
        confirm(name);
    }

    /** Returns the keys that the known_hosts files of the user and the system have of these hosts, in known_hosts format. */
    public static List<String> knownLines(List<SshTarget> targets) {
        Map<List<Path>, KnownHosts> read = new HashMap<>();
        List<String> lines = new ArrayList<>();
        for (SshTarget target : targets) {
            String name = target.knownHostsName();
            read.computeIfAbsent(target.hostKeys().files(), KnownHosts::read)
                    .keysOf(name)
                    .forEach(key -> lines.add(key.knownHostsLine(name)));
        }
        return lines;
    }

    /** Returns whether other files know the host, but by none of the keys that are pinned here. */
    public boolean isContradictedBy(List<Path> files, String name) {
        KnownHosts others = KnownHosts.read(files);
        return known().keysOf(name).stream()
                .anyMatch(key -> others.check(name, key) instanceof KnownHosts.Result.Changed);
    }

    private void append(List<String> lines) {
        change(before -> {
            Set<String> all = new LinkedHashSet<>(before);
            all.addAll(lines);
            return List.copyOf(all);
        });
    }

    /** Writes only what differs: a line that is added leaves the others untouched on the disk. */
    private synchronized void change(UnaryOperator<List<String>> change) {
        if (storage == Storage.NONE) {
            return;
        }
        write(channel -> {
            String before = text();
            List<String> lines = change.apply(before.lines().toList());
            String after = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
            int same = commonPrefix(before, after);
            ByteBuffer changed = ByteBuffer.wrap(after.substring(same).getBytes(StandardCharsets.ISO_8859_1));
            channel.position(same);
            try {
                while (changed.hasRemaining()) {
                    channel.write(changed);
                }
                channel.force(true);
            } catch (IOException e) {
                // The disk is full, say: half a line would look like a key that changed.
                channel.truncate(same);
                throw e;
            }
            channel.truncate(after.length());
        });
    }

    private static int commonPrefix(String before, String after) {
        int same = 0;
        while (same < Math.min(before.length(), after.length()) && before.charAt(same) == after.charAt(same)) {
            same++;
        }
        return same;
    }

    private void write(Change change) {
        try {
            var privateFolder = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder, privateFolder);
            }
            var privateFile = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try (FileChannel channel = FileChannel.open(file, options, privateFile);
                    FileLock lock = channel.lock()) {
                change.apply(channel);
            }
        } catch (IOException e) {
            throw new UserError("cannot write the pinned host keys: " + e);
        }
    }

    private interface Change {
        void apply(FileChannel channel) throws IOException;
    }
}
