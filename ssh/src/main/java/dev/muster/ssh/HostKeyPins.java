package dev.muster.ssh;

import dev.muster.core.failure.UserError;
import dev.muster.ssh.hostkey.HostKey;
import dev.muster.ssh.hostkey.KnownHosts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Where a pinned key is stored. */
    private enum Storage {
        FILE,
        /** A new key is not stored. */
        NONE
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
        return KnownHosts.parse(text(), file.toString());
    }

    /** Returns all pins in the format of known_hosts; empty if the file does not exist. */
    public synchronized String text() {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UserError("cannot read the pinned host keys: " + e);
        }
    }

    /** Adds pins in the format of known_hosts. Lines that the file contains already are not repeated. */
    public void add(String knownHosts) {
        append(knownHosts.lines().filter(line -> !line.isBlank()).toList());
    }

    /** Pins the key of a host that was unknown. */
    public void pinFirstSeen(String name, HostKey key) {
        firstSeen.put(name, key);
        pin(name, key);
    }

    /** Returns the type and fingerprint of a key that this object saw first, for a message; empty for every other host. */
    public Optional<String> firstSeen(String name) {
        return Optional.ofNullable(firstSeen.get(name)).map(key -> key.type() + " " + key.fingerprint());
    }

    /** Pins a key that is known from another file. */
    public void pin(String name, HostKey key) {
        append(List.of(key.knownHostsLine(name)));
    }

    /** Replaces every pinned key of a host: the user accepted another one since. */
    public synchronized void replace(String name, HostKey key) {
        if (storage == Storage.NONE) {
            return;
        }
        write(channel -> {
            String others = text().lines()
                    .filter(line -> !line.startsWith(name + " "))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
            channel.truncate(0);
            String all = others + key.knownHostsLine(name) + "\n";
            channel.write(ByteBuffer.wrap(all.getBytes(StandardCharsets.ISO_8859_1)), 0);
        });
    }

    /** Returns whether other files know the host, but by none of the keys that are pinned here. */
    public boolean isContradictedBy(List<Path> files, String name) {
        KnownHosts others = KnownHosts.read(files);
        return known().keysOf(name).stream()
                .anyMatch(key -> others.check(name, key) instanceof KnownHosts.Result.Changed);
    }

    private synchronized void append(List<String> lines) {
        if (storage == Storage.NONE) {
            return;
        }
        write(channel -> {
            Set<String> missing = new LinkedHashSet<>(lines);
            text().lines().forEach(missing::remove);
            String added = missing.stream().map(line -> line + "\n").collect(Collectors.joining());
            channel.write(ByteBuffer.wrap(added.getBytes(StandardCharsets.ISO_8859_1)), channel.size());
        });
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
