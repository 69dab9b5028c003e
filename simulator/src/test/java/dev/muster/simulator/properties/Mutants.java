package dev.muster.simulator.properties;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Gang;
import dev.muster.autoscaler.Ledger;
import dev.muster.autoscaler.Ledger.TypeLedger;
import dev.muster.autoscaler.Limits;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.Snapshot;
import dev.muster.autoscaler.planner.Autoscaler;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Shape;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.simulator.Simulation.Decider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Deciders with one mistake each: some change what the decision reads, others change the decision. */
final class Mutants {
    private Mutants() {}

    static Map<String, Decider> all() {
        Map<String, Decider> mutants = new LinkedHashMap<>();
        readsWrongly(mutants);
        readsDemandWrongly(mutants);
        decidesWrongly(mutants);
        return mutants;
    }

    private static void readsWrongly(Map<String, Decider> mutants) {
        mutants.put("raises the maximum of a type by one", limits(type -> with(type, type.min(), type.max() + 1)));
        mutants.put(
                "forgets the maximum of the cluster",
                withInput(s -> with(s, new Limits(s.limits().types(), 1000, 1))));
        mutants.put("forgets the minimum when it drains", limits(type -> with(type, 0, type.max())));
        mutants.put(
                "drains a minute too early",
                limits(type -> new TypeLimits(
                        type.type(),
                        type.slug(),
                        type.min(),
                        type.max(),
                        type.idleTimeout().minusMinutes(1),
                        type.priority())));
        mutants.put(
                "does not use boot times",
                ledgers(old -> new TypeLedger(
                        old.nextNumber(), old.failures(), old.retryAt(), old.lastError(), Duration.ZERO)));
        mutants.put("forgets pauses", ledgers(TypeLedger::withoutFailures));
        mutants.put("forgets the numbers that it used", ledgers(old -> old.withNextNumber(1)));
        mutants.put("ignores stopping nodes", nodes(node -> node.state() != NodeState.STOPPING));
        mutants.put("ignores lost nodes", nodes(node -> node.state() != NodeState.LOST));
        mutants.put("ignores failed nodes", nodes(node -> node.state() != NodeState.FAILED));
        mutants.put("ignores requested nodes", nodes(node -> node.state() != NodeState.REQUESTED));
        mutants.put("never cancels a drain", nodes(node -> node.state() != NodeState.DRAINING));
        mutants.put(
                "treats busy nodes as free",
                views(node -> new NodeView(
                        node.key(),
                        node.type(),
                        node.state(),
                        node.since(),
                        node.total(),
                        Resources.NONE,
                        node.labels(),
                        node.idleSince(),
                        node.drainRequestedBy())));
        mutants.put(
                "ignores drains that an operator requested",
                views(node -> new NodeView(
                        node.key(),
                        node.type(),
                        node.state(),
                        node.since(),
                        node.total(),
                        node.held(),
                        node.labels(),
                        node.idleSince(),
                        Optional.empty())));
        mutants.put(
                "treats draining nodes as drained", views(node -> state(node, NodeState.DRAINING, NodeState.DRAINED)));
        mutants.put("treats starting nodes as lost", views(node -> state(node, NodeState.STARTING, NodeState.LOST)));
        mutants.put(
                "ignores the nodes' labels",
                views(node -> new NodeView(
                        node.key(),
                        node.type(),
                        node.state(),
                        node.since(),
                        node.total(),
                        node.held(),
                        Map.of(),
                        node.idleSince(),
                        node.drainRequestedBy())));
        mutants.put(
                "launches more of an offer than it has",
                withInput(s -> new Snapshot(
                        s.now(),
                        s.tick(),
                        s.limits(),
                        s.nodes(),
                        s.offers().stream()
                                .map(offer -> new Offer(
                                        offer.id(), offer.type(), offer.resources(), offer.labels(), offer.count() + 1))
                                .toList(),
                        s.demand(),
                        s.gangs(),
                        s.ledger())));
        mutants.put(
                "ignores the first node",
                withInput(s -> s.nodes().isEmpty()
                        ? s
                        : new Snapshot(
                                s.now(),
                                s.tick(),
                                s.limits(),
                                s.nodes().subList(1, s.nodes().size()),
                                s.offers(),
                                s.demand(),
                                s.gangs(),
                                s.ledger())));
    }

    private static void readsDemandWrongly(Map<String, Decider> mutants) {
        mutants.put(
                "launches one node too many",
                demand(one -> new Demand(one.source(), one.kind(), one.need(), one.count() + 1)));
        mutants.put(
                "launches half of what is needed",
                demand(one -> new Demand(one.source(), one.kind(), one.need(), (one.count() + 1) / 2)));
        mutants.put(
                "ignores label selectors",
                demand(one ->
                        new Demand(one.source(), one.kind(), need(one.need(), Selector.ANY, List.of()), one.count())));
        mutants.put(
                "swaps standing demand and waiting work",
                demand(one -> new Demand(
                        one.source(),
                        one.kind() == Demand.Kind.STANDING ? Demand.Kind.WAITING : Demand.Kind.STANDING,
                        one.need(),
                        one.count())));
        mutants.put(
                "ignores anti-affinity",
                demand(one -> new Demand(
                        one.source(),
                        one.kind(),
                        new PlacementRequest(
                                one.need().shape(),
                                one.need().fallbacks(),
                                one.need().affinity(),
                                Optional.empty()),
                        one.count())));
        mutants.put(
                "rounds fractions down",
                demand(one -> new Demand(
                        one.source(),
                        one.kind(),
                        need(one.need(), whole(one.shape().resources())),
                        one.count())));
        mutants.put(
                "starts gangs in part",
                withInput(s -> with(
                        s,
                        s.gangs().stream()
                                .map(gang -> new Gang(
                                        gang.source(),
                                        gang.name(),
                                        gang.strategy(),
                                        gang.bundles().subList(0, 1)))
                                .toList())));
        mutants.put(
                "does not spread strictly",
                withInput(s -> with(
                        s,
                        s.gangs().stream()
                                .map(gang -> new Gang(
                                        gang.source(),
                                        gang.name(),
                                        dev.muster.core.placement.GangStrategy.PACK,
                                        gang.bundles()))
                                .toList())));
        mutants.put("ignores gangs", withInput(s -> with(s, List.<Gang>of())));
        mutants.put(
                "sees no nodes, only offers",
                withInput(s -> new Snapshot(
                        s.now(),
                        s.tick(),
                        s.limits(),
                        s.nodes().stream().map(node -> empty(node)).toList(),
                        s.offers(),
                        s.demand(),
                        s.gangs(),
                        s.ledger())));
    }

    private static void decidesWrongly(Map<String, Decider> mutants) {
        mutants.put(
                "removes without draining",
                actions(action -> action instanceof Action.Drain drain
                        ? new Action.Remove(drain.key(), drain.reason())
                        : action));
        mutants.put(
                "drains the head too",
                withOutput((s, d) -> with(
                        d,
                        plus(d.actions(), new Action.Drain(NodeKey.HEAD, new Reason(Code.IDLE, "idle for 10m 00s"))))));
        mutants.put(
                "never removes lost nodes", without(action -> action.reason().code() == Code.LOST));
        mutants.put(
                "never removes failed nodes", without(action -> action.reason().code() == Code.FAILED));
        mutants.put("never drains idle nodes", without(action -> action.reason().code() == Code.IDLE));
        mutants.put(
                "never drains nodes above a maximum",
                without(action -> action.reason().code() == Code.ABOVE_MAXIMUM));
        mutants.put(
                "launches nodes instead of cancelling drains", without(action -> action instanceof Action.CancelDrain));
        mutants.put(
                "gives no reasons",
                actions(action -> action instanceof Action.Launch launch
                        ? new Action.Launch(launch.key(), launch.type(), launch.offer(), new Reason(Code.DEMAND, ""))
                        : action));
        mutants.put(
                "does not report a minimum that it cannot reach",
                withOutput((s, d) ->
                        new Decision(d.tick(), d.at(), d.actions(), List.of(), d.unmet(), d.assigned(), d.ledger())));
        mutants.put(
                "does not report unmet demand",
                withOutput((s, d) -> new Decision(
                        d.tick(), d.at(), d.actions(), d.refusals(), List.of(), d.assigned(), d.ledger())));
        mutants.put(
                "uses one key twice",
                withOutput((s, d) -> with(
                        d,
                        d.actions().stream()
                                .map(action -> action instanceof Action.Launch launch
                                        ? new Action.Launch(
                                                new NodeKey(launch.key().value().replaceAll("-\\d+$", "-1")),
                                                launch.type(),
                                                launch.offer(),
                                                launch.reason())
                                        : action)
                                .toList())));
        mutants.put(
                "launches a node without demand",
                withOutput((s, d) -> s.offers().isEmpty() || s.limits().types().isEmpty()
                        ? d
                        : with(
                                d,
                                plus(
                                        d.actions(),
                                        new Action.Launch(
                                                new NodeKey("cpu-999"),
                                                s.offers().getFirst().type(),
                                                s.offers().getFirst().id(),
                                                new Reason(Code.DEMAND, "without demand"))))));
    }

    private static Decider withInput(UnaryOperator<Snapshot> change) {
        return snapshot -> Autoscaler.decide(change.apply(snapshot));
    }

    private interface DecisionChange {
        Decision change(Snapshot snapshot, Decision decision);
    }

    private static Decider withOutput(DecisionChange change) {
        return snapshot -> change.change(snapshot, Autoscaler.decide(snapshot));
    }

    private static Decider limits(UnaryOperator<TypeLimits> change) {
        return withInput(s -> {
            Map<String, TypeLimits> types = new LinkedHashMap<>();
            s.limits().types().forEach((name, type) -> types.put(name, change.apply(type)));
            return with(s, new Limits(types, s.limits().maxWorkers(), s.limits().upscalingSpeed()));
        });
    }

    private static TypeLimits with(TypeLimits type, int min, int max) {
        return new TypeLimits(type.type(), type.slug(), min, max, type.idleTimeout(), type.priority());
    }

    private static Decider ledgers(UnaryOperator<TypeLedger> change) {
        return withInput(s -> {
            Map<String, TypeLedger> types = new TreeMap<>();
            s.ledger().types().forEach((name, ledger) -> types.put(name, change.apply(ledger)));
            return new Snapshot(
                    s.now(),
                    s.tick(),
                    s.limits(),
                    s.nodes(),
                    s.offers(),
                    s.demand(),
                    s.gangs(),
                    new Ledger(types, s.ledger().placements()));
        });
    }

    private static Decider nodes(Predicate<NodeView> kept) {
        return withInput(s -> with(s, s.nodes().stream().filter(kept).toList(), s.demand()));
    }

    private static Decider views(UnaryOperator<NodeView> change) {
        return withInput(s -> with(s, s.nodes().stream().map(change).toList(), s.demand()));
    }

    private static Decider demand(Function<Demand, Demand> change) {
        return withInput(s -> with(s, s.nodes(), s.demand().stream().map(change).toList()));
    }

    private static Decider actions(UnaryOperator<Action> change) {
        return withOutput((s, d) -> with(d, d.actions().stream().map(change).toList()));
    }

    private static Decider without(Predicate<Action> left) {
        return withOutput(
                (s, d) -> with(d, d.actions().stream().filter(left.negate()).toList()));
    }

    private static Snapshot with(Snapshot s, Limits limits) {
        return new Snapshot(s.now(), s.tick(), limits, s.nodes(), s.offers(), s.demand(), s.gangs(), s.ledger());
    }

    private static Snapshot with(Snapshot s, List<Gang> gangs) {
        return new Snapshot(s.now(), s.tick(), s.limits(), s.nodes(), s.offers(), s.demand(), gangs, s.ledger());
    }

    private static Snapshot with(Snapshot s, List<NodeView> nodes, List<Demand> demand) {
        return new Snapshot(s.now(), s.tick(), s.limits(), nodes, s.offers(), demand, s.gangs(), s.ledger());
    }

    private static Decision with(Decision d, List<Action> actions) {
        return new Decision(d.tick(), d.at(), actions, d.refusals(), d.unmet(), d.assigned(), d.ledger());
    }

    private static List<Action> plus(List<Action> actions, Action one) {
        List<Action> all = new ArrayList<>(actions);
        all.add(one);
        return all;
    }

    private static NodeView state(NodeView node, NodeState from, NodeState to) {
        Instant since = node.since();
        return node.state() != from
                ? node
                : new NodeView(
                        node.key(),
                        node.type(),
                        to,
                        since,
                        node.total(),
                        node.held(),
                        node.labels(),
                        node.idleSince(),
                        node.drainRequestedBy());
    }

    private static NodeView empty(NodeView node) {
        return new NodeView(
                node.key(),
                node.type(),
                node.state(),
                node.since(),
                Resources.NONE,
                Resources.NONE,
                node.labels(),
                node.idleSince(),
                node.drainRequestedBy());
    }

    private static PlacementRequest need(PlacementRequest need, Selector selector, List<Selector> fallbacks) {
        return new PlacementRequest(
                new Shape(need.shape().resources(), selector), fallbacks, need.affinity(), need.antiAffinity());
    }

    private static PlacementRequest need(PlacementRequest need, Resources resources) {
        return new PlacementRequest(
                new Shape(resources, need.shape().selector()), need.fallbacks(), need.affinity(), need.antiAffinity());
    }

    private static Resources whole(Resources resources) {
        TreeMap<String, Double> whole = new TreeMap<>();
        resources.tenThousandths().keySet().forEach(name -> whole.put(name, Math.floor(resources.amount(name))));
        return Resources.of(whole);
    }
}
