package dev.muster.launcher.provider.local;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.muster.core.Backoff;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import dev.muster.core.port.ClockReading;
import dev.muster.core.port.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the head knows of its hosts: what the last {@code up} told it, what it found itself since, and which of them failed lately. Safe with many callers.
 */
public final class HostPool {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(20), Duration.ofSeconds(640));

    /** @param until when it is offered again */
    record Trouble(int times, Instant since, Instant until, String reason) {}

    private record Pause(int times, Instant until) {}

    private final Path reachFile;
    private final Path looksFile;
    private final Time time;
    private final Map<String, Trouble> troubles = new HashMap<>();
    private final Map<String, Pause> pauses = new HashMap<>();
    private final HeadProbes looks;
    private Map<String, PoolHostRecord> reaches = Map.of();
    private FileTime read = FileTime.fromMillis(0);

    /**
     * @param reachFile written by {@code up}; read again when it has changed
     * @param looksFile written here; need not exist yet
     */
    public HostPool(Path reachFile, Path looksFile, Time time) {
        this.reachFile = reachFile;
        this.looksFile = looksFile;
        this.time = time;
        this.looks = HeadProbes.parse(text(looksFile));
    }

    public synchronized Optional<PoolHostRecord> reach(String host) {
        refresh();
        return Optional.ofNullable(reaches.get(host)).map(looks::newest);
    }

    /** Those too that are not in the file any more, while something of Muster's may be on them. */
    public synchronized List<PoolHostRecord> all() {
        refresh();
        return looks.newest(List.copyOf(reaches.values()));
    }

    /** What the head found out by itself; it outlives the head, until {@code up} tells otherwise. */
    public synchronized void looked(PoolHostRecord found) {
        refresh();
        PoolHostRecord told = reaches.get(found.host());
        if (told == null) {
            return;
        }
        if (!looks.newest(told).line().equals(found.line())) {
            looks.put(told, found);
            write();
        }
        if (found.state() == PoolHostRecord.State.AUTHORISED || found.state() == PoolHostRecord.State.LEFT) {
            pauses.remove(found.host());
        } else {
            pause(found.host());
        }
    }

    /** Another cluster was there first. */
    public synchronized void held(String host, String holder) {
        reach(host).ifPresent(known -> looked(known.found(PoolHostRecord.State.HELD, holder, time.wallClock())));
    }

    /** It cannot be a node as it is: it is looked at again after a while, and the next {@code up} begins with it again. */
    public synchronized void unfit(String host, String reason) {
        reach(host).ifPresent(known -> looked(known.found(PoolHostRecord.State.FAILED, reason, time.wallClock())));
    }

    /** The head's key is refused there: only an {@code up} can authorise it again. */
    public synchronized void notAdmitted(String host, String reason) {
        reach(host)
                .ifPresent(known -> looked(known.found(PoolHostRecord.State.NOT_ADMITTED, reason, time.wallClock())));
    }

    private void pause(String host) {
        int times = 1 + Optional.ofNullable(pauses.get(host)).map(Pause::times).orElse(0);
        pauses.put(host, new Pause(times, time.now().plus(BACKOFF.delay(times))));
    }

    /** Whether it is time to look at a host that cannot be used: 20 s after it was found so, then less and less often, every 11 min at least. */
    public synchronized boolean isDue(String host) {
        Pause known = pauses.get(host);
        if (known == null) {
            pause(host);
            return false;
        }
        return !time.now().isBefore(known.until());
    }

    /** A host that failed lately is not offered for a while, longer each time. */
    public synchronized void failed(String host, String reason) {
        refresh();
        int times =
                1 + Optional.ofNullable(troubles.get(host)).map(Trouble::times).orElse(0);
        Instant now = time.now();
        troubles.put(host, new Trouble(times, now, now.plus(BACKOFF.delay(times)), reason));
    }

    public synchronized void worked(String host) {
        troubles.remove(host);
    }

    /** Why the host is not offered now, where it failed lately, and since and until when. */
    public synchronized Optional<String> trouble(String host) {
        ClockReading now = time.reading();
        return Optional.ofNullable(troubles.get(host))
                .filter(trouble -> now.steady().isBefore(trouble.until()))
                .map(trouble -> trouble.reason() + " (at "
                        + now.toWall(trouble.since()).truncatedTo(SECONDS) + "; offered again at "
                        + now.toWall(trouble.until()).truncatedTo(SECONDS) + ")");
    }

    private void refresh() {
        try {
            FileTime changed = Files.getLastModifiedTime(reachFile);
            if (!changed.equals(read)) {
                Map<String, PoolHostRecord> fresh = new LinkedHashMap<>();
                PoolHostRecord.parse(Files.readString(reachFile)).forEach(reach -> fresh.put(reach.host(), reach));
                reaches = fresh;
                read = changed;
                troubles.clear();
                pauses.clear();
            }
        } catch (NoSuchFileException e) {
            reaches = Map.of();
        } catch (IOException e) {
            throw new ProviderFailure("local", "cannot read " + reachFile + ": " + e.getMessage(), "", true);
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new ProviderFailure("local", "cannot read " + file + ": " + e.getMessage(), "", true);
        }
    }

    private void write() {
        try {
            AtomicFile.write(looksFile, looks.text(), Access.OWNER_ONLY, Durability.DURABLE);
        } catch (IOException e) {
            throw new ProviderFailure(
                    "local", "cannot write " + looksFile + ": " + e.getMessage(), "is the disk full?", true);
        }
    }
}
