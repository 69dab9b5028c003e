package dev.muster.head.api;

import dev.muster.autoscaler.ReadableNumbers;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import dev.muster.core.status.EngineStatusView;
import dev.muster.core.status.EngineStatusView.NodeInEngine;
import dev.muster.core.status.EngineStatusView.PendingDemand;
import dev.muster.engine.EngineView.Member;
import dev.muster.head.engine.EngineSight;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explains what the engine contributes to the decisions about nodes. */
final class EngineExplanation {
    private final String name;
    private final EngineConfig config;
    private final State state;
    private final EngineSight sight;
    private final Instant now;

    /** @param now the time of the steady clock */
    EngineExplanation(EngineConfig config, State state, EngineSight sight, Instant now) {
        this.name = config.name();
        this.config = config;
        this.state = state;
        this.sight = sight;
        this.now = now;
    }

    /** Explains the engine; empty if the cluster has none, or the engine needs nothing and has all nodes. */
    Optional<Explanation> cluster() {
        return EngineSection.of(config, state, sight)
                .map(this::facts)
                .filter(facts -> !facts.isEmpty())
                .map(facts -> Explanation.ofFirst("engine " + name, facts));
    }

    private List<Fact> facts(EngineStatusView view) {
        if (!view.trouble().isEmpty()) {
            return List.of(silent());
        }
        if (!view.seen()) {
            return List.of(Fact.now("engine_unseen", name + " has not answered yet"));
        }
        List<Fact> facts = new ArrayList<>();
        int pending = view.pending().stream().mapToInt(PendingDemand::count).sum();
        if (pending > 0) {
            facts.add(Fact.now("engine_demand", name + " has " + requests(pending) + " pending"));
        }
        List<String> absent = view.nodes().stream()
                .filter(node -> node.state() == NodeInEngine.ABSENT)
                .map(node -> node.key().value())
                .toList();
        if (!absent.isEmpty()) {
            facts.add(Fact.now("engine_absent", "not part of " + name + ": " + String.join(", ", absent)));
        }
        return facts;
    }

    private static String requests(int count) {
        return count + (count == 1 ? " request" : " requests");
    }

    private Fact silent() {
        return Fact.now(
                "engine_silent", name + " does not answer, so its nodes do not count as idle: " + sight.trouble());
    }

    /** Explains what the engine says about a node that is up; empty if it has nothing to say. */
    Optional<Fact> node(NodeKey key) {
        Optional<NodeRow> row = state.open(key).filter(known -> known.state().isUp());
        if (config.isNative() || sight.view().isEmpty() || row.isEmpty()) {
            return Optional.empty();
        }
        if (!sight.trouble().isEmpty()) {
            return Optional.of(silent());
        }
        return sight.member(key).map(member -> inEngine(key, member)).or(() -> absent(row.get()));
    }

    private Fact inEngine(NodeKey key, Member member) {
        String text = member.activityText().map(said -> ": " + said).orElse("");
        return switch (member.activity()) {
            case BUSY -> Fact.now("engine_busy", "in use by " + name + text);
            case DRAINING -> Fact.now("engine_draining", name + " drains it, and gives it no more work" + text);
            case IDLE -> Fact.now("engine_idle", "idle in " + name + " for " + idle(key));
        };
    }

    private String idle(NodeKey key) {
        Duration idle = Duration.between(sight.idle(key).orElse(now), now);
        return ReadableNumbers.exact(idle.isNegative() ? Duration.ZERO : idle);
    }

    private Optional<Fact> absent(NodeRow row) {
        return row.state() == NodeState.READY
                ? Optional.of(Fact.now(
                        "engine_absent",
                        "not part of " + name + ", so nothing of " + name + " is placed on it; 'cluster logs "
                                + row.key() + " --engine' shows the logs of " + name + " there"))
                : Optional.empty();
    }
}
