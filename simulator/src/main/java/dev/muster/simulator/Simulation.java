package dev.muster.simulator;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Autoscaler;
import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Ledger;
import dev.muster.autoscaler.Snapshot;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** The loop of snapshot, decision and actions, in simulated time. */
public final class Simulation {
    /** Simulations begin here, so that equal scenarios have equal times. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** A change is decided upon so soon. */
    private static final Duration REACTION = Duration.ofSeconds(1);

    /** What decides; a test may put a broken one here. */
    public interface Decider {
        Decision decide(Snapshot snapshot);
    }

    /** Sees every decision before it is carried out. */
    public interface Observer {
        /** @param machines that exist now, by type, whatever their nodes' states */
        void saw(Snapshot snapshot, Decision decision, Map<String, Integer> machines);

        /** A node's state changed; decisions may never see states that pass between them. */
        default void became(NodeKey key, NodeState from, NodeState to) {}
    }

    private final Scenario scenario;
    private final Decider decider;
    private final Observer observer;
    private final EventQueue agenda = new EventQueue(START);
    private final UsageMeter meter = new UsageMeter(START);
    private final SimulatedCluster cluster;
    private final SimulatedWork work;
    private final List<SimulationResult.Done> actions = new ArrayList<>();
    private UnaryOperator<Snapshot> lies = snapshot -> snapshot;
    private Ledger ledger = Ledger.EMPTY;
    private boolean tickIsDue;
    private long ticks;
    private int launches;

    private Simulation(Scenario scenario, Decider decider, Observer observer) {
        this.scenario = scenario;
        this.decider = decider;
        this.observer = observer;
        this.cluster = new SimulatedCluster(scenario, agenda, new SplittableRandom(scenario.seed()), this::changed);
        this.work = new SimulatedWork(cluster, agenda, this::changed);
        cluster.connect(work::fill, work::evict, observer);
    }

    public static SimulationResult run(Scenario scenario) {
        return run(scenario, Autoscaler::decide, (snapshot, decision, machines) -> {});
    }

    public static SimulationResult run(Scenario scenario, Decider decider, Observer observer) {
        return new Simulation(scenario, decider, observer).run();
    }

    /** {@code lies} stands between the world and the decision: what a provider tells wrongly, twice, or in another order. */
    public static SimulationResult run(
            Scenario scenario, Decider decider, Observer observer, UnaryOperator<Snapshot> lies) {
        Simulation simulation = new Simulation(scenario, decider, observer);
        simulation.lies = lies;
        return simulation.run();
    }

    private SimulationResult run() {
        for (WorkArrival arrival : scenario.workload()) {
            agenda.at(START.plus(arrival.at()), () -> work.arrive(arrival));
        }
        changed();
        note();
        Instant end = START.plus(scenario.length());
        boolean more = true;
        while (more) {
            more = agenda.step(end, this::timePasses);
        }
        note();
        return new SimulationResult(
                meter.timeline(),
                actions,
                meter.hoursByType(),
                meter.hours(),
                meter.busyShare(),
                work.waits(),
                launches,
                cluster.failures,
                ticks);
    }

    /** Called before time goes on: the counts of now held until {@code next}. */
    private void timePasses(Instant next) {
        note();
        meter.advance(next, cluster.machines(), work.busy());
    }

    private void changed() {
        if (!tickIsDue) {
            tickIsDue = true;
            agenda.at(agenda.now().plus(REACTION), this::tick);
        }
    }

    private void tick() {
        tickIsDue = false;
        ledger = ledger.after(cluster.takeOutcomes(), agenda.now());
        Snapshot snapshot = lies.apply(new Snapshot(
                agenda.now(),
                ++ticks,
                scenario.limits(),
                cluster.views(),
                cluster.offers(),
                work.demand(),
                work.gangs(),
                ledger));
        Decision decision = decider.decide(snapshot);
        observer.saw(snapshot, decision, cluster.machines());
        ledger = decision.ledger();
        cluster.reserve(decision.assigned().keySet(), agenda.now().minus(REACTION));
        decision.actions().forEach(this::carryOut);
    }

    private void carryOut(Action action) {
        actions.add(new SimulationResult.Done(meter.sinceStart(agenda.now()), ticks, action));
        switch (action) {
            case Action.Launch launch -> {
                launches++;
                cluster.launch(launch.key(), launch.offer());
            }
            case Action.Drain drain -> cluster.drain(drain.key());
            case Action.TakeBack takeBack -> cluster.takeBack(takeBack.key());
            case Action.Remove remove -> cluster.remove(remove.key());
        }
    }

    private void note() {
        Map<String, Integer> machines = cluster.machines();
        meter.note(new SimulationResult.Point(
                meter.sinceStart(agenda.now()),
                machines.values().stream().mapToInt(Integer::intValue).sum(),
                cluster.count(NodeState.REQUESTED) + cluster.count(NodeState.STARTING),
                cluster.count(NodeState.READY),
                cluster.count(NodeState.DRAINING) + cluster.count(NodeState.DRAINED),
                work.waiting(),
                work.running()));
    }
}
