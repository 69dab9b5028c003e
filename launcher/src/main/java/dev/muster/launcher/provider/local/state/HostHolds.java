package dev.muster.launcher.provider.local.state;

import dev.muster.core.HostText;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The hosts that operators keep free of nodes, in a small file beside the head's state. Safe for use by many threads. */
public final class HostHolds {
    /** @param why who holds the host, and what for */
    public record Hold(Instant since, String why) {}

    private final Path file;
    private final TreeMap<String, Hold> holds = new TreeMap<>();

    /** @param file need not exist yet */
    public HostHolds(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                Files.readString(file).lines().forEach(this::read);
            }
        } catch (IOException e) {
            throw new ProviderFailure("local", "cannot read " + file + ": " + e.getMessage(), "", true);
        }
    }

    private void read(String line) {
        String[] fields = line.split("\t", -1);
        try {
            if (fields.length == 3) {
                holds.put(fields[0], new Hold(Instant.ofEpochSecond(Long.parseLong(fields[1])), fields[2]));
            }
        } catch (NumberFormatException | DateTimeException e) {
            // A damaged line holds no host.
        }
    }

    public synchronized Optional<Hold> find(String host) {
        return Optional.ofNullable(holds.get(host));
    }

    public synchronized void hold(String host, String why, Instant now) {
        Hold before = holds.put(host, new Hold(now, HostText.line(why)));
        writeOr(() -> restore(host, before));
    }

    /** Returns whether the host was on hold. */
    public synchronized boolean release(String host) {
        Hold before = holds.remove(host);
        if (before != null) {
            writeOr(() -> restore(host, before));
        }
        return before != null;
    }

    private void restore(String host, @Nullable Hold before) {
        if (before == null) {
            holds.remove(host);
        } else {
            holds.put(host, before);
        }
    }

    private void writeOr(Runnable undo) {
        StringBuilder text = new StringBuilder();
        holds.forEach((host, hold) -> text.append(host)
                .append('\t')
                .append(hold.since().getEpochSecond())
                .append('\t')
                .append(hold.why())
                .append('\n'));
        try {
            AtomicFile.write(file, text.toString(), Access.OWNER_ONLY, Durability.DURABLE);
        } catch (IOException e) {
            undo.run();
            throw new ProviderFailure(
                    "local",
                    "cannot write " + file + ": " + e.getMessage(),
                    "check the disk on the head's host: df -h",
                    true);
        }
    }
}
