package dev.muster.client;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * @param person who does it: {@code person@machine}
 */
public record UpRequest(
        ClusterRef.OfFile cluster, Limits limits, Restart restart, Waiting waiting, Allowed allowed, String person) {
    /**
     * What is not done unasked.
     *
     * @param takeOver hosts whose lease of another cluster is to be broken
     * @param atOnce workers that are set up again do not wait for each other
     * @param adopt the head moved to another host: what the old one left is ended
     */
    public record Allowed(List<String> takeOver, boolean atOnce, boolean adopt) {
        public static final Allowed NOTHING = new Allowed(List.of(), false, false);

        public Allowed {
            takeOver = List.copyOf(takeOver);
        }
    }

    /** What the flags put in place of the file's numbers, as Ray does: workers in total. */
    public record Limits(OptionalInt minWorkers, OptionalInt maxWorkers) {
        public static final Limits OF_FILE = new Limits(OptionalInt.empty(), OptionalInt.empty());
    }

    public enum Restart {
        /** What changed is restarted. */
        AS_NEEDED,
        /** The engine's start commands are not run again on nodes that are up. */
        NEVER,
        /** Only the start commands are run again; no setup. */
        ONLY
    }

    /** When {@code up} returns; at the timeout it does even if fewer are ready. */
    public record Waiting(Until until, MinReady minReady, Duration timeout) {
        public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);
        public static final Waiting FOR_ALL = new Waiting(Until.WORKERS_READY, MinReady.ALL, DEFAULT_TIMEOUT);
    }

    public enum Until {
        WORKERS_READY,
        /** {@code --no-wait}: the head makes the workers while nobody watches. */
        HEAD_READY
    }
}
