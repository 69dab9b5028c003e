package dev.muster.head.loop;

import dev.muster.autoscaler.Decision;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.port.ClockReading;
import dev.muster.core.port.StepListener;
import dev.muster.core.port.Time;
import dev.muster.core.status.NodeStatus.RunningStep;
import dev.muster.head.engine.EngineSight;
import dev.muster.head.engine.EngineWatch;
import dev.muster.head.job.BackgroundJobs;
import dev.muster.head.job.RunningSteps;
import dev.muster.head.registry.NodeTable;
import dev.muster.head.state.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control loop: one thread that runs one {@link LoopIteration} after another. Each iteration observes, decides, commits the result in one transaction,
 * and only then starts jobs in the background. Everything that must survive is in the state, so the next iteration repairs any crash.
 */
public final class HeadLoop {
    private static final Logger LOG = LoggerFactory.getLogger(HeadLoop.class);

    /** Short enough that new demand reaches the provider within a second. */
    private static final Duration LONGEST_REST = Duration.ofMillis(400);

    private final HeadTiming timing;
    private final Time time;
    private final LoopWakeup wakeup;
    private final BackgroundJobs jobs;
    private final RunningSteps runningSteps = new RunningSteps();
    private final HeadPauseDetector absences;
    private final LoopIteration iteration;
    private volatile View view =
            new View(Optional.empty(), Map.of(), List.of(), "", "", EngineSight.NONE, Duration.ZERO);

    /** @param executor runs each background job in a thread of its own */
    public HeadLoop(Parts parts, HeadTiming timing, Time time, LoopWakeup wakeup, Executor executor) {
        this.timing = timing;
        this.time = time;
        this.wakeup = wakeup;
        this.jobs = new BackgroundJobs(executor, time::now, wakeup::wake);
        this.absences = new HeadPauseDetector(
                timing, LONGEST_REST, () -> parts.store().state().openNodes().size(), time.now());
        this.iteration = new LoopIteration(parts, timing, jobs, runningSteps);
    }

    /**
     * What the loop reads and writes.
     *
     * @param engine watches the engine
     * @param listeners makes the listener that gets the events of a node's set-up
     */
    public record Parts(
            Store store,
            NodeTable table,
            CurrentSite site,
            EngineWatch engine,
            Function<NodeKey, StepListener> listeners) {}

    /**
     * What other threads may know of the last iteration.
     *
     * @param decision the last decision; empty before the first, and while the cluster stops
     * @param heldAt when standing demand last held each node, by the steady clock
     * @param trouble why the last iteration failed; empty if it did not
     * @param suspicion why silent nodes do not count as lost yet; empty if they do
     * @param engine what the head knows of the engine
     * @param took how long the iteration took
     */
    public record View(
            Optional<Decision> decision,
            Map<NodeKey, Instant> heldAt,
            List<Offer> offers,
            String trouble,
            String suspicion,
            EngineSight engine,
            Duration took) {
        public View {
            heldAt = Map.copyOf(heldAt);
            offers = List.copyOf(offers);
        }

        private View failed(String newTrouble) {
            return new View(decision, heldAt, offers, newTrouble, suspicion, engine, Duration.ZERO);
        }
    }

    /** Returns the set-up step that runs on each node now. Any thread may call it. */
    public Map<NodeKey, RunningStep> runningSteps() {
        return runningSteps.all();
    }

    /** Returns what the last iteration saw. Any thread may call it. */
    public View view() {
        return view;
    }

    /**
     * Runs until it is interrupted; then the background jobs are interrupted too. Events that arrive while the loop rests are seen together in the next
     * iteration: a thousand nodes that join one by one do not cause a thousand iterations.
     */
    public void run() throws InterruptedException {
        try {
            while (true) {
                attempt();
                time.sleep(restAfter(view.took()));
                wakeup.await(timing.tick());
            }
        } finally {
            jobs.interruptAll();
        }
    }

    /** The rest is as long as the iteration was, so the loop uses at most half of a processor, and small clusters do not notice it. */
    private static Duration restAfter(Duration iteration) {
        boolean isShort = iteration.compareTo(LONGEST_REST) < 0;
        return iteration.isNegative() ? Duration.ZERO : isShort ? iteration : LONGEST_REST;
    }

    /** A failed iteration commits nothing; the next one tries again. */
    @SuppressWarnings("CatchingUnchecked")
    private void attempt() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.error("control loop iteration failed", e);
            view = view.failed(e instanceof ClusterException known ? known.text() : "internal error: " + e);
        }
    }

    /** Runs one iteration. */
    public void tick() {
        ClockReading now = time.reading();
        ListeningPeriod listening = absences.begin(now.steady());
        listening.absence().ifPresent(absence -> LOG.warn("the head was away for {} ms", absence.toMillis()));
        try {
            iteration.run(now, listening);
        } finally {
            absences.end(time.now());
        }
        view = new View(
                iteration.lastDecision(),
                iteration.heldAt(),
                iteration.lastOffers(),
                "",
                iteration.suspicion(),
                iteration.lastEngine(),
                Duration.between(now.steady(), time.now()));
    }
}
