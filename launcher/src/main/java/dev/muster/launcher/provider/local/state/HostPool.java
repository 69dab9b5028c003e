package dev.muster.launcher.provider.local.state;

import dev.muster.core.Backoff;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
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
 * Holds what the head knows of its hosts: the records of the last {@code up}, its own probes since then, and the hosts that are in quarantine. Safe
 * for use by many threads.
 */
public final class HostPool {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(20), Duration.ofSeconds(640));

    /**
     * @param times how often the host failed in a row
     * @param until when the host is offered again
     */
    record Quarantine(int times, Instant since, Instant until, String reason) {}

    /**
     * @param since when it began
     * @param isProbed whether it began with a probe
     * @param until when the host is probed again
     */
    private record Pause(int times, Instant since, boolean isProbed, Instant until) {}

    /** How often a host is probed that the cluster needs. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Path hostsFile;
    private final Path probesFile;
    private final Time time;
    private final Map<String, Quarantine> quarantines = new HashMap<>();
    private final Map<String, Pause> pauses = new HashMap<>();
    private final HeadProbes probes;
    private Map<String, PoolHostRecord> records = Map.of();
    private FileTime read = FileTime.fromMillis(0);

    /**
     * @param hostsFile written by {@code up}; read again whenever it changes
     * @param probesFile written by the head; need not exist yet
     */
    public HostPool(Path hostsFile, Path probesFile, Time time) {
        this.hostsFile = hostsFile;
        this.probesFile = probesFile;
        this.time = time;
        this.probes = HeadProbes.parse(text(probesFile));
    }

    /** Returns the newest record of a host. Empty if no {@code up} has recorded it. */
    public synchronized Optional<PoolHostRecord> find(String host) {
        refresh();
        return Optional.ofNullable(records.get(host)).map(probes::newest);
    }

    /** Returns the newest records of all hosts, including those that left the config and may still have something of Muster's. */
    public synchronized List<PoolHostRecord> all() {
        refresh();
        return probes.newest(List.copyOf(records.values()));
    }

    /** Stores the result of the head's own probe. It survives a restart of the head, and counts until {@code up} writes another record. */
    public synchronized void saveProbe(PoolHostRecord found) {
        refresh();
        PoolHostRecord byUp = records.get(found.host());
        if (byUp == null) {
            return;
        }
        if (!probes.newest(byUp).toLine().equals(found.toLine())) {
            probes.put(byUp, found);
            write();
        }
        if (found.state() == PoolHostRecord.State.AUTHORISED || found.state() == PoolHostRecord.State.LEFT) {
            pauses.remove(found.host());
        } else {
            pause(found.host(), true);
        }
    }

    /** Records that another cluster holds the host. */
    public synchronized void markHeld(String host, String holder) {
        find(host).ifPresent(known -> saveProbe(known.withState(PoolHostRecord.State.HELD, holder, time.wallClock())));
    }

    /** Records that the host cannot be a node as it is. The head probes it again later, and the next {@code up} tries it again. */
    public synchronized void markUnfit(String host, String reason) {
        find(host)
                .ifPresent(known -> saveProbe(known.withState(PoolHostRecord.State.FAILED, reason, time.wallClock())));
    }

    /** Records that the host refuses the head's key. Only {@code up} can authorise the key again. */
    public synchronized void markNotAuthorised(String host, String reason) {
        find(host)
                .ifPresent(known ->
                        saveProbe(known.withState(PoolHostRecord.State.NOT_ADMITTED, reason, time.wallClock())));
    }

    private void pause(String host, boolean isProbed) {
        int times = 1 + Optional.ofNullable(pauses.get(host)).map(Pause::times).orElse(0);
        Instant now = time.now();
        pauses.put(host, new Pause(times, now, isProbed, now.plus(BACKOFF.delay(times))));
    }

    /** Returns whether to probe an unusable host now: first after 20 seconds, then less and less often, up to 11 minutes apart. */
    public boolean isProbeDue(String host) {
        return isProbeDue(host, false);
    }

    /** @param isWanted whether the cluster needs the host: then it is probed every 10 seconds */
    public synchronized boolean isProbeDue(String host, boolean isWanted) {
        Pause known = pauses.get(host);
        if (known == null) {
            pause(host, false);
            return false;
        }
        Instant soon = known.since().plus(SOON);
        Instant due = isWanted && soon.isBefore(known.until()) ? soon : known.until();
        return !time.now().isBefore(due);
    }

    /** Returns how old the head's knowledge of an unusable host is, and when it probes the host again; empty if it has not probed it yet. */
    public synchronized String describeProbe(String host) {
        Instant now = time.now();
        return Optional.ofNullable(pauses.get(host))
                .map(pause -> (pause.isProbed() ? "seen " + ago(pause.since(), now) + ", " : "") + "next probe "
                        + in(now, pause.until()))
                .orElse("");
    }

    /** Returns whether some host is in quarantine. */
    public synchronized boolean hasPauses() {
        Instant now = time.now();
        return quarantines.values().stream().anyMatch(one -> now.isBefore(one.until()));
    }

    /** Offers every host again at once, and probes unusable ones at once, because an operator may have fixed them. */
    public synchronized void endPauses() {
        Instant now = time.now();
        quarantines.clear();
        pauses.replaceAll((_, pause) -> new Pause(0, pause.since(), pause.isProbed(), now));
    }

    private static String ago(Instant then, Instant now) {
        return text(Duration.between(then, now)) + " ago";
    }

    private static String in(Instant now, Instant then) {
        return now.isBefore(then) ? "in " + text(Duration.between(now, then)) : "now";
    }

    private static String text(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    /** Puts a host that failed in quarantine: it is not offered for a while, longer after each failure. */
    public synchronized void quarantine(String host, String reason) {
        refresh();
        int times = 1
                + Optional.ofNullable(quarantines.get(host))
                        .map(Quarantine::times)
                        .orElse(0);
        Instant now = time.now();
        quarantines.put(host, new Quarantine(times, now, now.plus(BACKOFF.delay(times)), reason));
    }

    /** Ends a host's quarantine, because a set-up on it succeeded. */
    public synchronized void endQuarantine(String host) {
        quarantines.remove(host);
    }

    /** Returns why and until when the host is in quarantine. Empty if it is not. */
    public synchronized Optional<String> quarantineReason(String host) {
        Instant now = time.now();
        return Optional.ofNullable(quarantines.get(host))
                .filter(quarantine -> now.isBefore(quarantine.until()))
                .map(quarantine -> quarantine.reason() + " (" + ago(quarantine.since(), now) + ", tried again "
                        + in(now, quarantine.until()) + ")");
    }

    private void refresh() {
        try {
            FileTime changed = Files.getLastModifiedTime(hostsFile);
            if (!changed.equals(read)) {
                Map<String, PoolHostRecord> fresh = new LinkedHashMap<>();
                PoolHostRecord.parse(Files.readString(hostsFile)).forEach(record -> fresh.put(record.host(), record));
                records = fresh;
                read = changed;
                quarantines.clear();
                pauses.clear();
            }
        } catch (NoSuchFileException e) {
            records = Map.of();
        } catch (IOException e) {
            throw new ProviderFailure("local", "cannot read " + hostsFile + ": " + e.getMessage(), "", true);
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
            AtomicFile.write(probesFile, probes.text(), Access.OWNER_ONLY, Durability.DURABLE);
        } catch (IOException e) {
            throw new ProviderFailure(
                    "local",
                    "cannot write " + probesFile + ": " + e.getMessage(),
                    "check the disk on the head's host: df -h",
                    true);
        }
    }
}
