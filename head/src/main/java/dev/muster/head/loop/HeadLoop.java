package dev.muster.head.loop;

import dev.muster.autoscaler.Decision;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.port.ClockReading;
import dev.muster.core.port.StepListener;
import dev.muster.core.port.Time;
import dev.muster.head.loop.BackgroundJobs.Ended;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.registry.DaemonStatus;
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
 * The control loop: one thread. Each turn makes the record true, decides, commits both in one transaction, and only then starts what follows in the
 * background. Nothing of it depends on the turn before, so the next iteration repairs any crash.
 */
public final class HeadLoop {
    private static final Logger LOG = LoggerFactory.getLogger(HeadLoop.class);

    /** Demand reaches the provider within a second. */
    private static final Duration LONGEST_REST = Duration.ofMillis(400);

    private final Store store;
    private final NodeTable table;
    private final CurrentSite site;
    private final HeadTiming timing;
    private final Time time;
    private final LoopWakeup wake;
    private final BackgroundJobs lanes;
    private final Function<NodeKey, StepListener> listeners;
    private final LoopState memory = new LoopState();
    private final AbsenceDetector absences;
    private volatile View view = new View(Optional.empty(), Map.of(), List.of(), "", "", Duration.ZERO);

    /** @param executor runs work in the background, a thread each */
    public HeadLoop(Parts parts, HeadTiming timing, Time time, LoopWakeup wake, Executor executor) {
        this.store = parts.store();
        this.table = parts.table();
        this.site = parts.site();
        this.listeners = parts.listeners();
        this.timing = timing;
        this.time = time;
        this.wake = wake;
        this.lanes = new BackgroundJobs(executor, new JobFailures(), wake::now);
        this.absences = new AbsenceDetector(timing, LONGEST_REST, time.now());
    }

    public record Parts(Store store, NodeTable table, CurrentSite site, Function<NodeKey, StepListener> listeners) {}

    /**
     * What others may know of the last turn.
     *
     * @param heldAt when standing demand last held a node, by the steady clock
     * @param trouble why the loop cannot work now; empty where it can
     * @param suspicion why silent nodes do not count as lost yet; empty where they do
     * @param took how long that turn took
     */
    public record View(
            Optional<Decision> decision,
            Map<NodeKey, Instant> heldAt,
            List<Offer> offers,
            String trouble,
            String suspicion,
            Duration took) {
        public View {
            heldAt = Map.copyOf(heldAt);
            offers = List.copyOf(offers);
        }
    }

    public View view() {
        return view;
    }

    /**
     * Until interrupted; then work in the background is interrupted too. What wakes it while it rests is seen in the next turn: a thousand nodes that
     * join one by one are not a thousand turns.
     */
    public void run() throws InterruptedException {
        try {
            while (true) {
                attempt();
                time.sleep(rest(view.took()));
                wake.await(timing.tick());
            }
        } finally {
            lanes.interruptAll();
        }
    }

    /** As long as the turn took: so the loop never has more than half a processor, and small clusters do not notice. */
    private static Duration rest(Duration took) {
        boolean isShort = took.compareTo(LONGEST_REST) < 0;
        return took.isNegative() ? Duration.ZERO : isShort ? took : LONGEST_REST;
    }

    /** A turn that fails changes nothing; the next one tries again. */
    @SuppressWarnings("CatchingUnchecked")
    private void attempt() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.error("control loop iteration failed", e);
            String trouble = e instanceof ClusterException known ? known.text() : "internal error: " + e;
            view = new View(
                    memory.lastDecision, memory.heldAt, memory.offers, trouble, memory.suspicion, Duration.ZERO);
        }
    }

    public void tick() {
        ClockReading now = time.reading();
        Optional<Duration> away = absences.begin(now.steady());
        away.ifPresent(duration -> LOG.warn("the head was away for {} ms", duration.toMillis()));
        try {
            turn(now, away);
        } finally {
            absences.end(time.now());
        }
        Duration took = Duration.between(now.steady(), time.now());
        view = new View(memory.lastDecision, memory.heldAt, memory.offers, "", memory.suspicion, took);
    }

    private void turn(ClockReading now, Optional<Duration> away) {
        Optional<ClusterSite> open = site.of(store.state().config());
        memory.offers = open.map(this::offers).orElse(List.of());
        List<Ended> ended = lanes.take();
        Map<NodeKey, DaemonStatus> live = table.all();
        Attention attention = absences.attention();
        store.changed(draft -> new LoopIteration(memory, timing, attention, now, live).fold(draft, ended, away));
        memory.lastReading = Optional.of(now);
        table.tellAll();
        open.ifPresent(there -> act(there, new ActionStarter(lanes, memory, timing, attention, now)));
    }

    private List<Offer> offers(ClusterSite there) {
        try {
            return there.provider().offers();
        } catch (ClusterException e) {
            LOG.warn("the provider's offers are not known now: {}", e.text());
            return memory.offers;
        }
    }

    private void act(ClusterSite there, ActionStarter actors) {
        store.state()
                .config()
                .map(configured -> new NodeOperations(there, configured, listeners))
                .ifPresent(work -> actors.act(store.state(), work));
    }
}
