package dev.muster.daemon;

import dev.muster.core.NodeFacts;
import dev.muster.core.status.FinishedRun;
import dev.muster.core.status.RunningWork;
import dev.muster.core.status.UsageSample;
import dev.muster.daemon.behaviour.DaemonEvent;
import dev.muster.daemon.behaviour.EngineObservation;
import dev.muster.daemon.host.FactsCollector;
import dev.muster.daemon.host.UsageMeter;
import dev.muster.daemon.runs.RunTable;
import dev.muster.daemon.work.EngineObserver;
import dev.muster.daemon.work.SessionTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Observes this machine. Facts change rarely, so they are collected only once a minute. */
final class MachineObserver {
    private static final Duration FACTS_INTERVAL = Duration.ofMinutes(1);
    private static final int MAX_WORK = 1000;

    private final FactsCollector factsCollector;
    private final UsageMeter usageMeter;
    private final SessionTable sessions;
    private final EngineObserver engine;
    private final RunTable runs;
    private NodeFacts facts;
    private Instant factsAt;

    MachineObserver(
            FactsCollector factsCollector,
            UsageMeter usageMeter,
            SessionTable sessions,
            RunTable runs,
            EngineObserver engine,
            Instant now) {
        this.factsCollector = factsCollector;
        this.usageMeter = usageMeter;
        this.sessions = sessions;
        this.runs = runs;
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

    List<FinishedRun> finishedRuns() {
        return runs.finished();
    }

    DaemonEvent.MachineObserved observe(Instant now) {
        long start = System.nanoTime();
        if (!now.isBefore(factsAt.plus(FACTS_INTERVAL))) {
            facts = factsCollector.collect();
            factsAt = now;
        }
        List<RunningWork> work = Stream.concat(runs.running().stream(), sessions.running().stream())
                .limit(MAX_WORK)
                .toList();
        EngineObservation seen = engine.observe();
        return new DaemonEvent.MachineObserved(work, seen, facts, Duration.ofNanos(System.nanoTime() - start));
    }
}
