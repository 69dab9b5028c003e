package dev.muster.daemon;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.RunningWork;
import dev.muster.core.status.UsageSample;
import dev.muster.daemon.behaviour.DaemonEvent;
import dev.muster.daemon.behaviour.EngineObservation;
import dev.muster.daemon.host.FactsCollector;
import dev.muster.daemon.host.UsageMeter;
import dev.muster.daemon.work.EngineObserver;
import dev.muster.daemon.work.SessionTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Observes this machine. Facts change rarely, so they are collected only once a minute. */
final class MachineObserver {
    private static final Duration FACTS_INTERVAL = Duration.ofMinutes(1);

    private final FactsCollector factsCollector;
    private final UsageMeter usageMeter;
    private final SessionTable sessions;
    private final EngineObserver engine;
    private NodeFacts facts;
    private Instant factsAt;

    MachineObserver(
            FactsCollector factsCollector,
            UsageMeter usageMeter,
            SessionTable sessions,
            EngineObserver engine,
            Instant now) {
        this.factsCollector = factsCollector;
        this.usageMeter = usageMeter;
        this.sessions = sessions;
        this.engine = engine;
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
        List<RunningWork> work = sessions.running();
        EngineObservation seen = engine.observe();
        return new DaemonEvent.MachineObserved(work, seen, facts, Duration.ofNanos(System.nanoTime() - start));
    }
}
