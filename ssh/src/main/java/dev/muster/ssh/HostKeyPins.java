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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The cluster's own known_hosts file: host keys pinned on first sight. Its text can be handed to the head, which goes on from there. Safe with
 * several processes on one file.
 */
public final class HostKeyPins {
    private final Path file;
    private final Keep keep;
    private final Map<String, HostKey> met = new ConcurrentHashMap<>();

    /** What becomes of a key that is pinned. */
    private enum Keep {
        IN_THE_FILE,
        /** Forgotten with this object. */
        NOWHERE
    }

    /** @param file need not exist yet; its folder is made, for this user only */
    public HostKeyPins(Path file) {
        this(file, Keep.IN_THE_FILE);
    }

    private HostKeyPins(Path file, Keep keep) {
        this.file = file;
        this.keep = keep;
    }

    /** Knows what is pinned and pins nothing: for a look that changes nothing here either. */
    public static HostKeyPins onlyLooking(Path file) {
        return new HostKeyPins(file, Keep.NOWHERE);
    }

    public KnownHosts known() {
        return KnownHosts.parse(text(), file.toString());
    }

    /** All pins, in the format of known_hosts. */
    public synchronized String text() {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UserError("cannot read the pinned host keys: " + e);
        }
    }

    /** Takes over pins; those that are known already stay as they are. */
    public void add(String knownHosts) {
        append(knownHosts.lines().filter(line -> !line.isBlank()).toList());
    }

    /** Pins a key that nobody had seen before. */
    public void meet(String name, HostKey key) {
        met.put(name, key);
        pin(name, key);
    }

    /** Type and fingerprint of a key that was seen first through this object. */
    public Optional<String> met(String name) {
        return Optional.ofNullable(met.get(name)).map(key -> key.type() + " " + key.fingerprint());
    }

    public void pin(String name, HostKey key) {
        append(List.of(key.knownHostsLine(name)));
    }

    /** For a host that was set up again on purpose. */
    public synchronized void forget(String name) {
        String kept = text().lines()
                .filter(line -> KnownHostLine.parse(line, "")
                        .map(known -> !known.speaksOf(name))
                        .orElse(true))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        write(channel -> {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(kept.getBytes(StandardCharsets.ISO_8859_1)), 0);
        });
    }

    private synchronized void append(List<String> lines) {
        if (keep == Keep.NOWHERE) {
            return;
        }
        write(channel -> {
            Set<String> fresh = new LinkedHashSet<>(lines);
            text().lines().forEach(fresh::remove);
            String added = fresh.stream().map(line -> line + "\n").collect(Collectors.joining());
            channel.write(ByteBuffer.wrap(added.getBytes(StandardCharsets.ISO_8859_1)), channel.size());
        });
    }

    private void write(Change change) {
        try {
            var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder, mine);
            }
            var secret = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try (FileChannel channel = FileChannel.open(file, options, secret);
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
