package dev.muster.head.api;

import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Snapshot;
import dev.muster.autoscaler.explain.ClusterExplanation;
import dev.muster.autoscaler.explain.NodeExplanation;
import dev.muster.autoscaler.explain.NodeHistoryExplanation;
import dev.muster.autoscaler.explain.UnmetDemandExplanation;
import dev.muster.autoscaler.planner.Autoscaler;
import dev.muster.core.NodeKey;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.event.Event;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.ClockReading;
import dev.muster.core.status.StatusView.PoolHost;
import dev.muster.head.loop.HeadLoop;
import dev.muster.head.loop.SnapshotTaker;
import dev.muster.head.registry.DaemonStatus;
import dev.muster.head.state.State;
import dev.muster.head.state.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers {@code cluster explain}: the past from the journal, the present from a decision on this moment's snapshot. That is the decision that the loop
 * would make now; making it here changes nothing.
 */
final class Explainer {
    private static final int MAX_LINES = 2_000;
    private static final Set<Event.Kind> HISTORY = Set.of(Event.Kind.DECISION, Event.Kind.NODE, Event.Kind.STEP);

    private final Store store;
    private final State state;
    private final HeadLoop.View view;
    private final Optional<Moment> moment;
    private final Optional<EngineExplanation> engine;

    private record Moment(Snapshot snapshot, Decision decision) {}

    Explainer(Store store, Map<NodeKey, DaemonStatus> live, HeadLoop.View view, ClockReading now) {
        this.store = store;
        this.state = store.state();
        this.view = view;
        this.engine = state.config()
                .map(known -> new EngineExplanation(known.config().engine(), state, view.engine(), now.steady()));
        this.moment = state.stopping()
                ? Optional.empty()
                : state.config()
                        .map(known -> new SnapshotTaker(state, live, view.heldAt(), view.engine())
                                .take(known.config(), view.offers(), now))
                        .map(snapshot -> new Moment(snapshot, Autoscaler.decide(snapshot)));
    }

    /** Explains the cluster, then each unmet demand, then the engine, then each host of the pool that cannot be used. */
    List<Explanation> cluster(List<PoolHost> pool) {
        List<Explanation> all = new ArrayList<>();
        FailedNodes.rollout(state).ifPresent(all::add);
        all.addAll(cluster());
        all.addAll(FailedNodes.explain(state));
        engine.flatMap(EngineExplanation::cluster).ifPresent(all::add);
        pool.stream().flatMap(Explainer::unusable).forEach(all::add);
        return all;
    }

    private static Stream<Explanation> unusable(PoolHost host) {
        return switch (host.state()) {
            case FREE, USED, UNKNOWN -> Stream.empty();
            case HELD -> Stream.of(unusable(host, "held by " + host.heldBy()));
            case ON_HOLD -> Stream.of(unusable(host, "on hold: " + host.heldBy()));
            case FAILED -> Stream.of(unusable(host, "failed: " + host.heldBy()));
        };
    }

    private static Explanation unusable(PoolHost host, String why) {
        Fact fact = Fact.now("host_" + host.state().wireName(), why);
        return Explanation.ofFirst("host " + host.host(), List.of(fact));
    }

    private List<Explanation> cluster() {
        if (!view.trouble().isEmpty()) {
            return List.of(only("head_error", "the control loop fails: " + view.trouble()));
        }
        if (state.stopping()) {
            return List.of(only("stopping", "the cluster is stopping: all nodes are removed"));
        }
        if (state.minimumSuspended()) {
            return List.of(only("minimum_suspended", DrainAndStop.SUSPENDED));
        }
        return moment.map(Explainer::of)
                .orElseGet(() -> List.of(only("no_config", "the cluster has no config yet: run 'cluster up'")));
    }

    private static List<Explanation> of(Moment moment) {
        List<Explanation> all = new ArrayList<>();
        all.add(ClusterExplanation.of(moment.snapshot(), moment.decision()));
        all.addAll(UnmetDemandExplanation.of(moment.snapshot(), moment.decision()));
        return all;
    }

    private static Explanation only(String code, String text) {
        return Explanation.ofFirst("cluster", List.of(Fact.now(code, text)));
    }

    /** Explains a node: its history from the journal and, if it still exists, why it is kept or removed. */
    Explanation node(NodeKey key) {
        Optional<Explanation> past =
                NodeHistoryExplanation.of(key, store.journal(new JournalQuery(HISTORY, Optional.of(key), MAX_LINES)));
        Optional<Explanation> now = state.open(key)
                .flatMap(FailedNodes::explainRenewal)
                .or(() -> moment.flatMap(known -> NodeExplanation.of(key, known.snapshot(), known.decision())))
                .map(explanation -> withEngine(key, explanation));
        if (past.isPresent() && now.isPresent()) {
            return both(past.get(), now.get());
        }
        return past.or(() -> now)
                .orElseThrow(() -> new UserError(
                        "there is no node '" + key + "', and the journal has no line about one",
                        "run 'cluster status' to see the nodes, or 'cluster monitor' to follow their changes"));
    }

    private Explanation withEngine(NodeKey key, Explanation now) {
        List<Fact> facts = new ArrayList<>(now.facts());
        engine.flatMap(known -> known.node(key)).ifPresent(facts::add);
        return new Explanation(now.subject(), now.answer(), now.source(), facts);
    }

    private static Explanation both(Explanation past, Explanation now) {
        Set<OptionalLong> known = past.facts().stream().map(Fact::decision).collect(Collectors.toSet());
        List<Fact> facts = new ArrayList<>(past.facts());
        List<Fact> added = now.facts().stream()
                .filter(fact -> fact.decision().isEmpty() || !known.contains(fact.decision()))
                .toList();
        facts.addAll(added);
        String answer = added.isEmpty()
                ? past.answer()
                : past.answer() + "; now: " + added.getFirst().text();
        return Explanation.summary(past.subject(), answer, facts);
    }
}
