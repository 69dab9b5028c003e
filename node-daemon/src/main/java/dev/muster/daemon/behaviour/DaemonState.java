package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Everything that the daemon remembers between two events. Each {@code with} returns a copy with one part replaced. */
public record DaemonState(
        ConnectionState connection,
        HeadOrders orders,
        Observation observation,
        HeadSilence silence,
        Renewal renewal,
        StopProgress stop) {
    /** The lease that is assumed until the first welcome. */
    static final Duration INITIAL_LEASE = Duration.ofSeconds(30);

    /** The state of a daemon that has just started: offline, due to connect at once. @param headEpoch the highest epoch on record */
    public static DaemonState atStart(Instant now, NodeFacts facts, long headEpoch, Renewal renewal) {
        return new DaemonState(
                new ConnectionState.Offline(0, 0, now),
                new HeadOrders(headEpoch, 0, Optional.empty()),
                new Observation(List.of(), EngineObservation.NONE, facts, now),
                new HeadSilence(now, INITIAL_LEASE, false),
                renewal,
                new StopProgress.NotStopping());
    }

    /** Whether the daemon is finished and must do nothing more. */
    public boolean hasEnded() {
        return stop instanceof StopProgress.Ended;
    }

    DaemonState with(ConnectionState next) {
        return new DaemonState(next, orders, observation, silence, renewal, stop);
    }

    DaemonState with(HeadOrders next) {
        return new DaemonState(connection, next, observation, silence, renewal, stop);
    }

    DaemonState with(Observation next) {
        return new DaemonState(connection, orders, next, silence, renewal, stop);
    }

    DaemonState with(HeadSilence next) {
        return new DaemonState(connection, orders, observation, next, renewal, stop);
    }

    DaemonState with(Renewal next) {
        return new DaemonState(connection, orders, observation, silence, next, stop);
    }

    DaemonState with(StopProgress next) {
        return new DaemonState(connection, orders, observation, silence, renewal, next);
    }
}
