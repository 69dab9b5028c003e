package dev.muster.simulator;

import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Gang;
import dev.muster.core.placement.GangBundles;
import dev.muster.core.placement.GangPlacement;
import dev.muster.core.placement.Packing;
import dev.muster.core.placement.PlacementRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A simple scheduler: the work that has waited longest is placed first, on busy nodes before idle ones. */
final class SimulatedWork {
    private final SimulatedCluster cluster;
    private final EventQueue events;
    private final Runnable onChange;
    private final WorkQueue queue = new WorkQueue();
    private List<Demand> standing = List.of();
    private int running;
    private int busy;

    SimulatedWork(SimulatedCluster cluster, EventQueue events, Runnable onChange) {
        this.cluster = cluster;
        this.events = events;
        this.onChange = onChange;
    }

    void arrive(WorkArrival arrival) {
        switch (arrival) {
            case WorkArrival.Work work -> {
                WorkQueue.Line line = new WorkQueue.Line(work.source(), work.need());
                queue.add(line, work.count(), events.now(), work.runtime());
                readyNodes().forEach(node -> start(line, node));
            }
            case WorkArrival.GangWork gang -> {
                queue.add(new WorkQueue.WaitingGang(gang.gang(), events.now(), gang.runtime()));
                startGangs();
            }
            case WorkArrival.Standing demand -> standing = demand.demand();
        }
        onChange.run();
    }

    private List<SimulatedNode> readyNodes() {
        List<SimulatedNode> ready = new ArrayList<>();
        cluster.nodes().forEach(node -> {
            if (node.isReady()) {
                ready.add(node);
            }
        });
        ready.sort(Comparator.comparing((SimulatedNode node) -> node.runs.isEmpty())
                .thenComparing(node -> node.key));
        return ready;
    }

    /** Starts as much waiting work on the node as fits. */
    void fill(SimulatedNode node) {
        if (node.isReady() && !queue.gangs().isEmpty()) {
            startGangs();
        }
        if (node.isReady() && !queue.isEmpty()) {
            queue.lines().forEach(line -> start(line, node));
        }
    }

    private void start(WorkQueue.Line line, SimulatedNode node) {
        int room = node.room(line.need());
        if (room > 0) {
            queue.take(line, room, events.now()).forEach(run -> start(run, node));
        }
    }

    private void start(WorkQueue.Run run, SimulatedNode node) {
        busy += node.runs.isEmpty() && !node.key.isHead() ? 1 : 0;
        node.start(run);
        running += run.count();
        events.at(events.now().plus(run.runtime()), () -> end(run, node));
    }

    private void end(WorkQueue.Run run, SimulatedNode node) {
        if (!node.runs.contains(run)) {
            return;
        }
        finish(run, node);
        fill(node);
        cluster.confirmDrained(node);
        if (node.runs.isEmpty()) {
            cluster.watchIdle(node);
        }
    }

    private void finish(WorkQueue.Run run, SimulatedNode node) {
        node.end(run, events.now());
        running -= run.count();
        busy -= node.runs.isEmpty() && !node.key.isHead() ? 1 : 0;
    }

    /** Takes all work off a node that is gone and puts it back into the queue. */
    void evict(SimulatedNode node) {
        for (WorkQueue.Run run : List.copyOf(node.runs)) {
            finish(run, node);
            queue.requeue(run, events.now());
            events.at(events.now(), () -> readyNodes().forEach(this::fill));
        }
    }

    private void startGangs() {
        for (WorkQueue.WaitingGang waiting : List.copyOf(queue.gangs())) {
            GangBundles bundles =
                    GangBundles.of(waiting.gang().strategy(), waiting.gang().bundles());
            List<SimulatedNode> ready = readyNodes();
            GangPlacement placement = place(bundles, ready);
            if (placement.isDone()) {
                queue.started(waiting, events.now());
                placement.seats().forEach(seat -> start(run(waiting, bundles, seat), ready.get(seat.site())));
            }
        }
    }

    private GangPlacement place(GangBundles bundles, List<SimulatedNode> ready) {
        List<PlacementRequest> needs =
                bundles.groups().stream().map(GangBundles.Group::need).toList();
        Packing packing = new Packing(needs);
        ready.stream()
                .map(node -> node.view(events.now()))
                .forEach(view -> packing.add(view.total(), view.held(), view.labels()));
        int[] numbers = new int[needs.size()];
        for (int need = 0; need < numbers.length; need++) {
            numbers[need] = need;
        }
        GangPlacement placement = new GangPlacement(bundles, packing, numbers);
        placement.fill(ready.size(), site -> true);
        return placement;
    }

    private WorkQueue.Run run(WorkQueue.WaitingGang waiting, GangBundles bundles, GangPlacement.Seat seat) {
        PlacementRequest need = bundles.groups().get(seat.group()).need();
        Duration runtime = waiting.runtime();
        return new WorkQueue.Run(
                new WorkQueue.Line(waiting.gang().source(), need), seat.count(), events.now(), runtime);
    }

    List<Demand> demand() {
        List<Demand> demand = new ArrayList<>(standing);
        demand.addAll(queue.demand());
        return demand;
    }

    List<Gang> gangs() {
        return queue.gangs().stream().map(WorkQueue.WaitingGang::gang).toList();
    }

    int waiting() {
        return queue.waiting();
    }

    /** How many workers run some work. */
    int busy() {
        return busy;
    }

    int running() {
        return running;
    }

    SimulationResult.Waiting waits() {
        return queue.waits();
    }
}
