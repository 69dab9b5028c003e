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

/** Machines and nodes through their lives: booting, up, draining, lost, given back. */
final class SimulatedCluster {
    /** After which a launch that was never heard of is given up. */
    private static final Duration LOST_ANSWER = Duration.ofMinutes(2);

    private static final Duration CONFIRMATION = Duration.ofSeconds(2);
    /** A daemon tells at once that nothing runs any more; where answers get lost, often only with its next report. */
    private static final Duration WORD_OF_A_DAEMON = Duration.ofMillis(200);
    /** A little longer than the decision waits after an offer was used up. */
    private static final Duration CAPACITY_PAUSE = Duration.ofSeconds(6);

    private static final Duration LATEST_RETURN = Duration.ofSeconds(60);

    private final Scenario scenario;
    private final EventQueue agenda;
    private final SplittableRandom chance;
    private final Map<NodeKey, SimulatedNode> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> free = new HashMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<String, Integer> machines = new TreeMap<>();
    private final int[] counts = new int[NodeState.values().length];
    private final Runnable changed;
    private Simulation.Observer observer = (snapshot, decision, machines) -> {};
    private Consumer<SimulatedNode> roomOn = node -> {};
    private Consumer<SimulatedNode> evict = node -> {};
    int failures;

    SimulatedCluster(Scenario scenario, EventQueue agenda, SplittableRandom chance, Runnable changed) {
        this.scenario = scenario;
        this.agenda = agenda;
        this.chance = chance;
        this.changed = changed;
        scenario.pool().forEach(offer -> free.merge(offer.id(), offer.count(), Integer::sum));
        if (!scenario.head().isEmpty()) {
            Offer head = new Offer("head", "head", scenario.head(), Map.of(), 1);
            SimulatedNode node = new SimulatedNode(NodeKey.HEAD, head, agenda.now(), NodeState.READY);
            node.become(NodeState.READY, agenda.now());
            nodes.put(NodeKey.HEAD, node);
        }
    }

    /** Who puts work on a node with room, and who takes it off a node that is gone. */
    void connect(Consumer<SimulatedNode> newRoomOn, Consumer<SimulatedNode> newEvict, Simulation.Observer newObserver) {
        observer = newObserver;
        roomOn = newRoomOn;
        evict = newEvict;
    }

    Iterable<SimulatedNode> nodes() {
        return nodes.values();
    }

    List<NodeView> views() {
        return nodes.values().stream().map(node -> node.view(agenda.now())).toList();
    }

    /**
     * What the newest decision gave standing demand to. Who had some and has none now is idle, as in the head.
     *
     * @param changedAt since when: what let it go happened a moment before the decision
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

    /** Machines that exist, by type. */
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
        node.become(next, agenda.now());
    }

    private void closed(SimulatedNode node) {
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
        SimulatedNode node = new SimulatedNode(key, offer, agenda.now(), NodeState.REQUESTED);
        nodes.put(key, node);
        counts[NodeState.REQUESTED.ordinal()]++;
        MachineModel.Faults faults = scenario.machine(offer.type()).faults();
        if (free.getOrDefault(offerId, 0) <= 0 || chance.nextDouble() < faults.capacityMissing()) {
            agenda.at(agenda.now().plus(CONFIRMATION), () -> capacityMissing(node));
            return;
        }
        free.merge(offerId, -1, Integer::sum);
        node.hasMachine = true;
        machines.merge(offer.type(), 1, Integer::sum);
        if (chance.nextDouble() < faults.answerLost()) {
            agenda.at(agenda.now().plus(LOST_ANSWER), () -> failed(node, "no answer from the provider"));
        } else {
            boot(node, faults);
        }
    }

    private void capacityMissing(SimulatedNode node) {
        outcomes.add(new Outcome.CapacityMissing(node.key, node.offer.type(), agenda.now(), "used up"));
        closed(node);
        changed.run();
        agenda.at(agenda.now().plus(CAPACITY_PAUSE), changed);
    }

    private void boot(SimulatedNode node, MachineModel.Faults faults) {
        Duration boot = bootTime(scenario.machine(node.offer.type()));
        agenda.at(agenda.now().plus(boot.dividedBy(5)), () -> {
            become(node, NodeState.STARTING);
            changed.run();
        });
        boolean fails = chance.nextDouble() < faults.bootFails();
        agenda.at(agenda.now().plus(boot), () -> {
            if (fails) {
                failed(node, "step 'setup' exited 1");
            } else {
                joined(node, boot, faults);
            }
        });
    }

    private Duration bootTime(MachineModel machine) {
        double factor = 1 + machine.spread() * (2 * chance.nextDouble() - 1);
        return Duration.ofMillis(Math.round(machine.boot().toMillis() * factor));
    }

    private void joined(SimulatedNode node, Duration boot, MachineModel.Faults faults) {
        outcomes.add(new Outcome.Joined(node.key, node.offer.type(), boot));
        become(node, NodeState.READY);
        planLoss(node, faults);
        roomOn.accept(node);
        watchIdle(node);
        changed.run();
    }

    private void failed(SimulatedNode node, String error) {
        failures++;
        outcomes.add(new Outcome.Failed(node.key, node.offer.type(), agenda.now(), error, true));
        become(node, NodeState.FAILED);
        wakeAfterPause();
        changed.run();
    }

    /** Pauses end by time alone: somebody must look again. */
    private void wakeAfterPause() {
        for (int minutes : new int[] {1, 3, 6, 11}) {
            agenda.at(agenda.now().plus(Duration.ofMinutes(minutes)), changed);
        }
    }

    private void planLoss(SimulatedNode node, MachineModel.Faults faults) {
        if (faults.lostPerHour() > 0) {
            double hours = -Math.log(1 - chance.nextDouble()) / faults.lostPerHour();
            long seconds = Math.max(
                    1, Math.min(Math.round(hours * 3600), Duration.ofDays(3650).toSeconds()));
            agenda.at(agenda.now().plusSeconds(seconds), () -> lose(node, faults));
        }
    }

    private void lose(SimulatedNode node, MachineModel.Faults faults) {
        if (node.state() != NodeState.READY && node.state() != NodeState.DRAINING) {
            return;
        }
        failures++;
        evict.accept(node);
        become(node, NodeState.LOST);
        outcomes.add(new Outcome.Lost(node.key, node.offer.type(), agenda.now()));
        changed.run();
        if (chance.nextDouble() < faults.returns()) {
            long millis = chance.nextLong(LATEST_RETURN.toMillis());
            agenda.at(agenda.now().plusMillis(millis), () -> comeBack(node));
        }
    }

    private void comeBack(SimulatedNode node) {
        if (node.state() == NodeState.LOST) {
            become(node, NodeState.READY);
            roomOn.accept(node);
            changed.run();
        }
    }

    void drain(NodeKey key) {
        SimulatedNode node = nodes.get(key);
        if (node != null && node.isReady()) {
            become(node, NodeState.DRAINING);
            confirmDrained(node);
        }
    }

    private Duration wordOfADaemon(SimulatedNode node) {
        boolean late = scenario.machine(node.offer.type()).faults().answerLost() > 0 && chance.nextBoolean();
        return late ? CONFIRMATION : WORD_OF_A_DAEMON;
    }

    void confirmDrained(SimulatedNode node) {
        if (node.state() == NodeState.DRAINING && node.runs.isEmpty()) {
            agenda.at(agenda.now().plus(wordOfADaemon(node)), () -> {
                if (node.state() == NodeState.DRAINING && node.runs.isEmpty()) {
                    become(node, NodeState.DRAINED);
                    changed.run();
                }
            });
        }
    }

    void takeBack(NodeKey key) {
        SimulatedNode node = nodes.get(key);
        if (node != null && (node.state() == NodeState.DRAINING || node.state() == NodeState.DRAINED)) {
            become(node, NodeState.READY);
            roomOn.accept(node);
            watchIdle(node);
            changed.run();
        }
    }

    void remove(NodeKey key) {
        SimulatedNode node = nodes.get(key);
        if (node == null || node.state() == NodeState.STOPPING || key.isHead()) {
            return;
        }
        evict.accept(node);
        become(node, NodeState.STOPPING);
        agenda.at(agenda.now().plus(scenario.machine(node.offer.type()).stop()), () -> {
            closed(node);
            changed.run();
        });
    }

    /** Somebody must look again when its timeout is over. */
    void watchIdle(SimulatedNode node) {
        TypeLimits limits = scenario.limits().types().get(node.offer.type());
        if (limits == null || node.idleSince().isEmpty()) {
            return;
        }
        Instant since = node.idleSince().get();
        Duration boot = scenario.machine(node.offer.type()).boot().multipliedBy(2);
        for (Duration limit : List.of(limits.idleTimeout(), boot)) {
            agenda.at(since.plus(limit), () -> {
                if (node.isReady() && node.idleSince().equals(Optional.of(since))) {
                    changed.run();
                }
            });
        }
    }
}
