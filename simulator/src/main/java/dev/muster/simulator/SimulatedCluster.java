package dev.muster.simulator;

import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.Outcome;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Simulates machines and nodes through their lives: booting, ready, draining, lost, removed. */
final class SimulatedCluster {
    /** The time after which a launch without an answer fails. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration CONFIRMATION = Duration.ofSeconds(2);
    /** A daemon reports at once that nothing runs. If answers get lost, it often does so only with its next report. */
    private static final Duration PROMPT_CONFIRMATION = Duration.ofMillis(200);
    /** A little longer than launches pause after an offer was used up. */
    private static final Duration CAPACITY_PAUSE = Duration.ofSeconds(6);

    private static final Duration LATEST_RETURN = Duration.ofSeconds(60);

    private final Scenario scenario;
    private final EventQueue events;
    private final SplittableRandom random;
    private final Map<NodeKey, SimulatedNode> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> free = new HashMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<String, Integer> machines = new TreeMap<>();
    private final int[] counts = new int[NodeState.values().length];
    private final Runnable onChange;
    private Simulation.Observer observer = (snapshot, decision, machines) -> {};
    private Consumer<SimulatedNode> fill = node -> {};
    private Consumer<SimulatedNode> evict = node -> {};
    int failures;

    SimulatedCluster(Scenario scenario, EventQueue events, SplittableRandom random, Runnable onChange) {
        this.scenario = scenario;
        this.events = events;
        this.random = random;
        this.onChange = onChange;
        scenario.pool().forEach(offer -> free.merge(offer.id(), offer.count(), Integer::sum));
        if (!scenario.head().isEmpty()) {
            Offer head = new Offer("head", "head", scenario.head(), Map.of(), 1);
            SimulatedNode node = new SimulatedNode(NodeKey.HEAD, head, events.now(), NodeState.READY);
            node.become(NodeState.READY, events.now());
            nodes.put(NodeKey.HEAD, node);
        }
    }

    /** Sets what puts work on a node with room, and what takes it off a node that is gone. */
    void connect(Consumer<SimulatedNode> newFill, Consumer<SimulatedNode> newEvict, Simulation.Observer newObserver) {
        observer = newObserver;
        fill = newFill;
        evict = newEvict;
    }

    Iterable<SimulatedNode> nodes() {
        return nodes.values();
    }

    List<NodeView> views() {
        return nodes.values().stream().map(node -> node.view(events.now())).toList();
    }

    /**
     * Marks the nodes that hold standing demand since the newest decision. A node that no longer holds any is idle, as on the head.
     *
     * @param changedAt the time of the change, which was a moment before the decision
     */
    void reserve(Set<NodeKey> holders, Instant changedAt) {
        for (SimulatedNode node : nodes.values()) {
            if (node.reserve(holders.contains(node.key), changedAt)) {
                watchIdle(node);
            }
        }
    }

    List<Offer> offers() {
        return scenario.pool().stream()
                .map(offer -> new Offer(
                        offer.id(), offer.type(), offer.resources(), offer.labels(), free.getOrDefault(offer.id(), 0)))
                .toList();
    }

    List<Outcome> takeOutcomes() {
        List<Outcome> taken = List.copyOf(outcomes);
        outcomes.clear();
        return taken;
    }

    /** The number of machines that exist, by type. */
    Map<String, Integer> machines() {
        return machines;
    }

    int count(NodeState state) {
        return counts[state.ordinal()];
    }

    private void become(SimulatedNode node, NodeState next) {
        observer.became(node.key, node.state(), next);
        counts[node.state().ordinal()]--;
        counts[next.ordinal()]++;
        node.become(next, events.now());
    }

    private void close(SimulatedNode node) {
        nodes.remove(node.key);
        counts[node.state().ordinal()]--;
        if (node.hasMachine) {
            free.merge(node.offer.id(), 1, Integer::sum);
            machines.merge(node.offer.type(), -1, Integer::sum);
        }
    }

    void launch(NodeKey key, String offerId) {
        if (nodes.containsKey(key)) {
            return;
        }
        Offer offer = scenario.pool().stream()
                .filter(one -> one.id().equals(offerId))
                .findFirst()
                .orElseGet(() -> new Offer(offerId, "?", Resources.NONE, Map.of(), 0));
        SimulatedNode node = new SimulatedNode(key, offer, events.now(), NodeState.REQUESTED);
        nodes.put(key, node);
        counts[NodeState.REQUESTED.ordinal()]++;
        MachineModel.Faults faults = scenario.machine(offer.type()).faults();
        if (free.getOrDefault(offerId, 0) <= 0 || random.nextDouble() < faults.capacityMissing()) {
            events.at(events.now().plus(CONFIRMATION), () -> capacityMissing(node));
            return;
        }
        free.merge(offerId, -1, Integer::sum);
        node.hasMachine = true;
        machines.merge(offer.type(), 1, Integer::sum);
        if (random.nextDouble() < faults.answerLost()) {
            events.at(events.now().plus(ANSWER_TIMEOUT), () -> failed(node, "no answer from the provider"));
        } else {
            boot(node, faults);
        }
    }

    private void capacityMissing(SimulatedNode node) {
        outcomes.add(new Outcome.CapacityMissing(node.key, node.offer.type(), events.now(), "used up"));
        close(node);
        onChange.run();
        events.at(events.now().plus(CAPACITY_PAUSE), onChange);
    }

    private void boot(SimulatedNode node, MachineModel.Faults faults) {
        Duration boot = bootTime(scenario.machine(node.offer.type()));
        events.at(events.now().plus(boot.dividedBy(5)), () -> {
            become(node, NodeState.STARTING);
            onChange.run();
        });
        boolean fails = random.nextDouble() < faults.bootFails();
        events.at(events.now().plus(boot), () -> {
            if (fails) {
                failed(node, "step 'setup' exited 1");
            } else {
                joined(node, boot, faults);
            }
        });
    }

    private Duration bootTime(MachineModel machine) {
        double factor = 1 + machine.spread() * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(machine.boot().toMillis() * factor));
    }

    private void joined(SimulatedNode node, Duration boot, MachineModel.Faults faults) {
        outcomes.add(new Outcome.Joined(node.key, node.offer.type(), boot));
        become(node, NodeState.READY);
        planLoss(node, faults);
        fill.accept(node);
        watchIdle(node);
        onChange.run();
    }

    private void failed(SimulatedNode node, String error) {
        failures++;
        outcomes.add(new Outcome.Failed(node.key, node.offer.type(), events.now(), error, true));
        become(node, NodeState.FAILED);
        decideAfterPause();
        onChange.run();
    }

    /** Nothing but time ends a pause, so a decision is due after it. */
    private void decideAfterPause() {
        for (int minutes : new int[] {1, 3, 6, 11}) {
            events.at(events.now().plus(Duration.ofMinutes(minutes)), onChange);
        }
    }

    private void planLoss(SimulatedNode node, MachineModel.Faults faults) {
        if (faults.lostPerHour() > 0) {
            double hours = -Math.log(1 - random.nextDouble()) / faults.lostPerHour();
            long seconds = Math.max(
                    1, Math.min(Math.round(hours * 3600), Duration.ofDays(3650).toSeconds()));
            events.at(events.now().plusSeconds(seconds), () -> lose(node, faults));
        }
    }

    private void lose(SimulatedNode node, MachineModel.Faults faults) {
        if (node.state() != NodeState.READY && node.state() != NodeState.DRAINING) {
            return;
        }
        failures++;
        evict.accept(node);
        become(node, NodeState.LOST);
        outcomes.add(new Outcome.Lost(node.key, node.offer.type(), events.now()));
        onChange.run();
        if (random.nextDouble() < faults.returns()) {
            long millis = random.nextLong(LATEST_RETURN.toMillis());
            events.at(events.now().plusMillis(millis), () -> returnFromLost(node));
        }
    }

    private void returnFromLost(SimulatedNode node) {
        if (node.state() == NodeState.LOST) {
            become(node, NodeState.READY);
            fill.accept(node);
            onChange.run();
        }
    }

    void drain(NodeKey key) {
        SimulatedNode node = nodes.get(key);
        if (node != null && node.isReady()) {
            become(node, NodeState.DRAINING);
            confirmDrained(node);
        }
    }

    private Duration confirmationTime(SimulatedNode node) {
        boolean late = scenario.machine(node.offer.type()).faults().answerLost() > 0 && random.nextBoolean();
        return late ? CONFIRMATION : PROMPT_CONFIRMATION;
    }

    void confirmDrained(SimulatedNode node) {
        if (node.state() == NodeState.DRAINING && node.runs.isEmpty()) {
            events.at(events.now().plus(confirmationTime(node)), () -> {
                if (node.state() == NodeState.DRAINING && node.runs.isEmpty()) {
                    become(node, NodeState.DRAINED);
                    onChange.run();
                }
            });
        }
    }

    void cancelDrain(NodeKey key) {
        SimulatedNode node = nodes.get(key);
        if (node != null && (node.state() == NodeState.DRAINING || node.state() == NodeState.DRAINED)) {
            become(node, NodeState.READY);
            fill.accept(node);
            watchIdle(node);
            onChange.run();
        }
    }

    void remove(NodeKey key) {
        SimulatedNode node = nodes.get(key);
        if (node == null || node.state() == NodeState.STOPPING || key.isHead()) {
            return;
        }
        evict.accept(node);
        become(node, NodeState.STOPPING);
        events.at(events.now().plus(scenario.machine(node.offer.type()).stop()), () -> {
            close(node);
            onChange.run();
        });
    }

    /** A decision is due when the node's idle timeout is over. */
    void watchIdle(SimulatedNode node) {
        TypeLimits limits = scenario.limits().types().get(node.offer.type());
        if (limits == null || node.idleSince().isEmpty()) {
            return;
        }
        Instant since = node.idleSince().get();
        Duration boot = scenario.machine(node.offer.type()).boot().multipliedBy(2);
        for (Duration limit : List.of(limits.idleTimeout(), boot)) {
            events.at(since.plus(limit), () -> {
                if (node.isReady() && node.idleSince().equals(Optional.of(since))) {
                    onChange.run();
                }
            });
        }
    }
}
