package dev.muster.head.loop;

import dev.muster.core.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What failed and is to be tried again, and not before when. Forgotten at a restart: then everything is tried at once. */
final class RetrySchedule {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private record Failed(NodeJob stage, int times, Instant notBefore) {}

    private final Map<String, Failed> byName = new HashMap<>();

    /** @return how often it failed in a row, this one included */
    int failed(String name, NodeJob stage, Instant now) {
        int times = 1 + soFar(name, stage);
        byName.put(name, new Failed(stage, times, now.plus(BACKOFF.delay(times))));
        return times;
    }

    int soFar(String name, NodeJob stage) {
        Failed before = byName.get(name);
        return before != null && before.stage() == stage ? before.times() : 0;
    }

    boolean mayStart(String name, NodeJob stage, Instant now) {
        Failed before = byName.get(name);
        return before == null || before.stage() != stage || !now.isBefore(before.notBefore());
    }

    void forget(String name) {
        byName.remove(name);
    }
}
