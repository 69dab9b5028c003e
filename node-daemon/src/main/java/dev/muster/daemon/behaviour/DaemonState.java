package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All that the daemon knows between two happenings. */
public record DaemonState(
        Contact contact, Orders orders, Sight sight, Silence silence, Renewal renewal, Ending ending) {
    /** Until a welcome says how long the lease is. */
    static final Duration LEASE_UNTIL_TOLD = Duration.ofSeconds(30);

    public static DaemonState atStart(Instant now, NodeFacts facts, long headEpoch, Renewal renewal) {
        return new DaemonState(
                new Contact.Offline(0, 0, now),
                new Orders(headEpoch, 0, Optional.empty()),
                new Sight(List.of(), facts, now),
                new Silence(now, LEASE_UNTIL_TOLD, false),
                renewal,
                new Ending.NotYet());
    }

    public boolean isOver() {
        return ending instanceof Ending.Over;
    }

    DaemonState with(Contact next) {
        return new DaemonState(next, orders, sight, silence, renewal, ending);
    }

    DaemonState with(Orders next) {
        return new DaemonState(contact, next, sight, silence, renewal, ending);
    }

    DaemonState with(Sight next) {
        return new DaemonState(contact, orders, next, silence, renewal, ending);
    }

    DaemonState with(Silence next) {
        return new DaemonState(contact, orders, sight, next, renewal, ending);
    }

    DaemonState with(Renewal next) {
        return new DaemonState(contact, orders, sight, silence, next, ending);
    }

    DaemonState with(Ending next) {
        return new DaemonState(contact, orders, sight, silence, renewal, next);
    }
}
