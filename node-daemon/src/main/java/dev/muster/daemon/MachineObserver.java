package dev.muster.daemon;

import dev.muster.core.NodeFacts;
import dev.muster.core.status.UsageSample;
import dev.muster.daemon.behaviour.DaemonEvent;
import dev.muster.daemon.host.FactsCollector;
import dev.muster.daemon.host.UsageMeter;
import dev.muster.daemon.work.SessionTable;
import java.time.Duration;
import java.time.Instant;

/** Observes this machine. Facts change rarely, so they are collected only once a minute. */
final class MachineObserver {
    private static final Duration FACTS_INTERVAL = Duration.ofMinutes(1);

    private final FactsCollector factsCollector;
    private final UsageMeter usageMeter;
    private final SessionTable sessions;
    private NodeFacts facts;
    private Instant factsAt;

    MachineObserver(FactsCollector factsCollector, UsageMeter usageMeter, SessionTable sessions, Instant now) {
        this.factsCollector = factsCollector;
        this.usageMeter = usageMeter;
        this.sessions = sessions;
        this.facts = factsCollector.collect();
        this.factsAt = now;
    }

    NodeFacts facts() {
        return facts;
    }

    UsageSample use(Instant now) {
        return usageMeter.read(now);
    }

    DaemonEvent.MachineObserved observe(Instant now) {
        long start = System.nanoTime();
        if (!now.isBefore(factsAt.plus(FACTS_INTERVAL))) {
            facts = factsCollector.collect();
            factsAt = now;
        }
        return new DaemonEvent.MachineObserved(sessions.running(), facts, Duration.ofNanos(System.nanoTime() - start));
    }
}
