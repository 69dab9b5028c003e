package dev.muster.daemon;

import dev.muster.core.NodeFacts;
import dev.muster.core.status.UsageSample;
import dev.muster.daemon.behaviour.DaemonEvent;
import dev.muster.daemon.host.FactsTaker;
import dev.muster.daemon.host.UseTaker;
import dev.muster.daemon.work.SessionTable;
import java.time.Duration;
import java.time.Instant;

/** What can be seen of this machine. Facts change rarely, and are looked up once a minute. */
final class MachineObserver {
    private static final Duration FACTS_EVERY = Duration.ofMinutes(1);

    private final FactsTaker factsTaker;
    private final UseTaker useTaker;
    private final SessionTable sessions;
    private NodeFacts facts;
    private Instant factsAt;

    MachineObserver(FactsTaker factsTaker, UseTaker useTaker, SessionTable sessions, Instant now) {
        this.factsTaker = factsTaker;
        this.useTaker = useTaker;
        this.sessions = sessions;
        this.facts = factsTaker.take();
        this.factsAt = now;
    }

    NodeFacts facts() {
        return facts;
    }

    UsageSample use(Instant now) {
        return useTaker.take(now);
    }

    DaemonEvent.Looked look(Instant now) {
        long begun = System.nanoTime();
        if (!now.isBefore(factsAt.plus(FACTS_EVERY))) {
            facts = factsTaker.take();
            factsAt = now;
        }
        return new DaemonEvent.Looked(sessions.running(), facts, Duration.ofNanos(System.nanoTime() - begun));
    }
}
