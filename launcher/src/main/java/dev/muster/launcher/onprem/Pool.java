package dev.muster.launcher.onprem;

import dev.muster.core.failure.ProviderFailure;
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
import java.util.Map;
import java.util.Optional;

/** What the head knows of its hosts: what the last {@code up} told it, and which of them failed since. Safe with many callers. */
public final class Pool {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(20);
    private static final int MOST_DOUBLINGS = 5;

    /** @param until when it is offered again */
    record Trouble(int times, Instant until, String reason) {}

    private final Path reachFile;
    private final Time time;
    private final Map<String, Trouble> troubles = new HashMap<>();
    private Map<String, Reach> reaches = Map.of();
    private FileTime read = FileTime.fromMillis(0);

    /** @param reachFile written by {@code up}; read again when it has changed */
    public Pool(Path reachFile, Time time) {
        this.reachFile = reachFile;
        this.time = time;
    }

    public synchronized Optional<Reach> reach(String host) {
        refresh();
        return Optional.ofNullable(reaches.get(host));
    }

    /** A host that failed lately is not offered for a while, longer each time. */
    public synchronized void failed(String host, String reason) {
        int times =
                1 + Optional.ofNullable(troubles.get(host)).map(Trouble::times).orElse(0);
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
        troubles.put(host, new Trouble(times, time.now().plus(pause), reason));
    }

    public synchronized void worked(String host) {
        troubles.remove(host);
    }

    /** Why the host is not offered now, where it failed lately. */
    public synchronized Optional<String> trouble(String host) {
        return Optional.ofNullable(troubles.get(host))
                .filter(trouble -> time.now().isBefore(trouble.until()))
                .map(Trouble::reason);
    }

    private void refresh() {
        try {
            FileTime changed = Files.getLastModifiedTime(reachFile);
            if (!changed.equals(read)) {
                Map<String, Reach> fresh = new LinkedHashMap<>();
                Reach.parse(Files.readString(reachFile)).forEach(reach -> fresh.put(reach.host(), reach));
                reaches = fresh;
                read = changed;
                troubles.clear();
            }
        } catch (NoSuchFileException e) {
            reaches = Map.of();
        } catch (IOException e) {
            throw new ProviderFailure("local", "cannot read " + reachFile + ": " + e.getMessage(), "", true);
        }
    }
}
