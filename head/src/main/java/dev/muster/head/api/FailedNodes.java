package dev.muster.head.api;

import dev.muster.core.Machine;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import dev.muster.head.loop.RollingUpdate;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Explains the nodes that did not come up, and what their failures stop. */
final class FailedNodes {
    private FailedNodes() {}

    /** Explains a rolling update that has stopped; empty if none has. */
    static Optional<Explanation> rollout(State state) {
        List<NodeRow> failed = state.openNodes().stream()
                .filter(row -> row.isRenewing() && row.story().failed())
                .toList();
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        List<NodeRow> waiting = state.config()
                .map(known -> RollingUpdate.outdated(known, state.openNodes()))
                .orElse(List.of());
        String causes =
                failed.stream().map(row -> row.key() + " failed: " + error(row)).collect(Collectors.joining("; "));
        String others = waiting.isEmpty()
                ? ""
                : "; " + waiting.stream().map(row -> row.key().value()).sorted().collect(Collectors.joining(", "))
                        + (waiting.size() == 1 ? " has" : " have") + " the old set-up";
        Fact fact = Fact.now(
                "rollout_stopped", "stopped: " + causes + others + "; fix the cause, then run 'cluster up' again");
        return Optional.of(Explanation.ofFirst("rollout of the new set-up", List.of(fact)));
    }

    /** Explains a node that is set up again; empty for all others. */
    static Optional<Explanation> explainRenewal(NodeRow row) {
        if (!row.isRenewing()) {
            return Optional.empty();
        }
        Fact fact = row.story().failed()
                ? Fact.now(
                        "renewal_failed",
                        "its new set-up failed: " + error(row)
                                + "; nothing is placed on it until the next 'cluster up'")
                : Fact.now("renewal", "its set-up has changed: it is set up again once its work has ended");
        return Optional.of(Explanation.ofFirst(row.key().value(), List.of(fact)));
    }

    /** Explains each other failure that the status shows. */
    static List<Explanation> explain(State state) {
        return state.shown().stream()
                .filter(row -> row.story().failed() && !row.isRenewing())
                .map(FailedNodes::explain)
                .toList();
    }

    private static Explanation explain(NodeRow row) {
        String host = row.machine().map(Machine::host).orElse("");
        boolean isNamed = host.isEmpty() || host.equals(row.key().value());
        String subject = "node " + row.key() + (isNamed ? "" : " (" + host + ")");
        return Explanation.ofFirst(subject, List.of(Fact.now("failed", "failed: " + error(row))));
    }

    private static String error(NodeRow row) {
        return row.story().lastError().lines().findFirst().orElse("no message");
    }
}
