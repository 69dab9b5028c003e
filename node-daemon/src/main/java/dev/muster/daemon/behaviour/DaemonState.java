package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All that the daemon knows between two happenings. */
public record DaemonState(
        ConnectionState contact,
        HeadOrders orders,
        Observation sight,
        HeadSilence silence,
        Renewal renewal,
        StopProgress ending) {
    /** Until a welcome says how long the lease is. */
    static final Duration LEASE_UNTIL_TOLD = Duration.ofSeconds(30);

    public static DaemonState atStart(Instant now, NodeFacts facts, long headEpoch, Renewal renewal) {
        return new DaemonState(
                new ConnectionState.Offline(0, 0, now),
                new HeadOrders(headEpoch, 0, Optional.empty()),
                new Observation(List.of(), facts, now),
                new HeadSilence(now, LEASE_UNTIL_TOLD, false),
                renewal,
                new StopProgress.NotYet());
    }

    public boolean isOver() {
        return ending instanceof StopProgress.Over;
    }

    DaemonState with(ConnectionState next) {
        return new DaemonState(next, orders, sight, silence, renewal, ending);
    }

    DaemonState with(HeadOrders next) {
        return new DaemonState(contact, next, sight, silence, renewal, ending);
    }

    DaemonState with(Observation next) {
        return new DaemonState(contact, orders, next, silence, renewal, ending);
    }

    DaemonState with(HeadSilence next) {
        return new DaemonState(contact, orders, sight, next, renewal, ending);
    }

    DaemonState with(Renewal next) {
        return new DaemonState(contact, orders, sight, silence, next, ending);
    }

    DaemonState with(StopProgress next) {
        return new DaemonState(contact, orders, sight, silence, renewal, next);
    }
}
