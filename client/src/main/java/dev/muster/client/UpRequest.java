package dev.muster.client;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the operator wants {@code up} to do.
 *
 * @param cluster the config file
 * @param limits numbers of workers from the command line
 * @param restart what is restarted on running nodes
 * @param waiting when {@code up} returns
 * @param allowed disruptive actions that the operator has allowed
 * @param requestedBy the operator, as {@code user@machine}
 */
public record UpRequest(
        ClusterRef.OfFile cluster,
        Limits limits,
        Restart restart,
        Waiting waiting,
        Allowed allowed,
        String requestedBy) {
    /**
     * Disruptive actions, which only happen if the operator allows them.
     *
     * @param takeOver the hosts that are taken from the cluster that holds their lease
     * @param atOnce whether all outdated workers are set up again at the same time
     * @param adopt whether the head may move to another host, which stops everything that the previous head runs
     * @param endOther whether another {@code up} of this cluster that still runs is ended
     */
    public record Allowed(List<String> takeOver, boolean atOnce, boolean adopt, boolean endOther) {
        /** Allows none of them. */
        public static final Allowed NOTHING = new Allowed(List.of(), false, false, false);

        public Allowed {
            takeOver = List.copyOf(takeOver);
        }
    }

    /** Returns the same request, but another {@code up} of this cluster is ended. */
    public UpRequest endingOther() {
        Allowed ending = new Allowed(allowed.takeOver(), allowed.atOnce(), allowed.adopt(), true);
        return new UpRequest(cluster, limits, restart, waiting, ending, requestedBy);
    }

    /** Numbers of workers in total that replace those of the config file, as in Ray. */
    public record Limits(OptionalInt minWorkers, OptionalInt maxWorkers) {
        /** Uses the numbers of the config file. */
        public static final Limits OF_FILE = new Limits(OptionalInt.empty(), OptionalInt.empty());
    }

    /** What is restarted on running nodes. */
    public enum Restart {
        /** Whatever has changed is restarted. */
        AS_NEEDED,
        /** The engine's start commands are not run again on running nodes. */
        NEVER,
        /** Only the engine's start commands are run again, without set-up. */
        ONLY
    }

    /** When {@code up} returns. At the timeout it returns even if fewer nodes are ready. */
    public record Waiting(Until until, MinReady minReady, Duration timeout) {
        /** The timeout if the operator gives none. */
        public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);
        /** Waits for all workers. */
        public static final Waiting FOR_ALL = new Waiting(Until.WORKERS_READY, MinReady.ALL, DEFAULT_TIMEOUT);
    }

    /** Which nodes {@code up} waits for. */
    public enum Until {
        /** The head and the workers. */
        WORKERS_READY,
        /** Only the head, which then launches the workers by itself: {@code --no-wait}. */
        HEAD_READY
    }
}
