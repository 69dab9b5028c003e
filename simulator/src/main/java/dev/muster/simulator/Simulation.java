package dev.muster.simulator;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Ledger;
import dev.muster.autoscaler.Snapshot;
import dev.muster.autoscaler.planner.Autoscaler;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Runs the control loop of snapshot, decision and actions in simulated time. */
public final class Simulation {
    /** The time at which every simulation starts, so that equal scenarios have equal times. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** The time from a change to the decision about it. */
    private static final Duration REACTION = Duration.ofSeconds(1);

    /** Makes the decisions. Tests pass broken ones here. */
    public interface Decider {
        Decision decide(Snapshot snapshot);
    }

    /** Is called with every decision before its actions are run. */
    public interface Observer {
        /** @param machines how many machines exist now, by type, in whatever state their nodes are */
        void decided(Snapshot snapshot, Decision decision, Map<String, Integer> machines);

        /** A node's state changed. A state that passes between two decisions is seen only here. */
        default void became(NodeKey key, NodeState from, NodeState to) {}
    }

    private final Scenario scenario;
    private final Decider decider;
    private final Observer observer;
    private final EventQueue events = new EventQueue(START);
    private final UsageMeter meter = new UsageMeter(START);
    private final SimulatedCluster cluster;
    private final SimulatedWork work;
    private final List<SimulationResult.TimedAction> actions = new ArrayList<>();
    private UnaryOperator<Snapshot> distortion = snapshot -> snapshot;
    private Ledger ledger = Ledger.EMPTY;
    private List<Decision.Unmet> unmet = List.of();
    private boolean isDecisionDue;
    private long ticks;
    private int launches;

    private Simulation(Scenario scenario, Decider decider, Observer observer) {
        this.scenario = scenario;
        this.decider = decider;
        this.observer = observer;
        this.cluster = new SimulatedCluster(scenario, events, new SplittableRandom(scenario.seed()), this::changed);
        this.work = new SimulatedWork(cluster, events, this::changed);
        cluster.connect(work::fill, work::evict, observer);
    }

    public static SimulationResult run(Scenario scenario) {
        return run(scenario, Autoscaler::decide, (snapshot, decision, machines) -> {});
    }

    public static SimulationResult run(Scenario scenario, Decider decider, Observer observer) {
        return new Simulation(scenario, decider, observer).run();
    }

    /** {@code distortion} changes what the decision sees, as providers that report wrongly, twice or in another order do. */
    public static SimulationResult run(
            Scenario scenario, Decider decider, Observer observer, UnaryOperator<Snapshot> distortion) {
        Simulation simulation = new Simulation(scenario, decider, observer);
        simulation.distortion = distortion;
        return simulation.run();
    }

    private SimulationResult run() {
        for (WorkArrival arrival : scenario.workload()) {
            events.at(START.plus(arrival.at()), () -> work.arrive(arrival));
        }
        changed();
        addPoint();
        Instant end = START.plus(scenario.length());
        boolean more = true;
        while (more) {
            more = events.step(end, this::timePasses);
        }
        addPoint();
        return new SimulationResult(
                meter.timeline(),
                actions,
                meter.hoursByType(),
                meter.hours(),
                meter.busyShare(),
                work.waits(),
                launches,
                cluster.failures,
                ticks,
                unmet);
    }

    /** Is called before time jumps to {@code next}: until then the counts do not change. */
    private void timePasses(Instant next) {
        addPoint();
        meter.advance(next, cluster.machines(), work.busy());
    }

    private void changed() {
        if (!isDecisionDue) {
            isDecisionDue = true;
            events.at(events.now().plus(REACTION), this::decide);
        }
    }

    private void decide() {
        isDecisionDue = false;
        ledger = ledger.after(cluster.takeOutcomes(), events.now());
        Snapshot snapshot = distortion.apply(new Snapshot(
                events.now(),
                ++ticks,
                scenario.limits(),
                cluster.views(),
                cluster.offers(),
                work.demand(),
                work.gangs(),
                ledger));
        Decision decision = decider.decide(snapshot);
        observer.decided(snapshot, decision, cluster.machines());
        ledger = decision.ledger();
        unmet = decision.unmet();
        cluster.reserve(decision.assigned().keySet(), events.now().minus(REACTION));
        decision.actions().forEach(this::perform);
    }

    private void perform(Action action) {
        actions.add(new SimulationResult.TimedAction(meter.sinceStart(events.now()), ticks, action));
        switch (action) {
            case Action.Launch launch -> {
                launches++;
                cluster.launch(launch.key(), launch.offer());
            }
            case Action.Drain drain -> cluster.drain(drain.key());
            case Action.CancelDrain cancel -> cluster.cancelDrain(cancel.key());
            case Action.Remove remove -> cluster.remove(remove.key());
        }
    }

    private void addPoint() {
        Map<String, Integer> machines = cluster.machines();
        meter.add(new SimulationResult.Point(
                meter.sinceStart(events.now()),
                machines.values().stream().mapToInt(Integer::intValue).sum(),
                cluster.count(NodeState.REQUESTED) + cluster.count(NodeState.STARTING),
                cluster.count(NodeState.READY),
                cluster.count(NodeState.DRAINING) + cluster.count(NodeState.DRAINED),
                work.waiting(),
                work.running()));
    }
}
