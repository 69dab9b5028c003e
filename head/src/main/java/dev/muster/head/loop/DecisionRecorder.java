package dev.muster.head.loop;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Decision.Refusal;
import dev.muster.autoscaler.Decision.Unmet;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.event.Event;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import dev.muster.head.state.NodeRow.Promise;
import dev.muster.head.state.NodeRow.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Writes a decision down: its rows, ledger and lines go into the draft together. What is to be done follows from the rows alone. */
final class DecisionRecorder {
    private final NodeChanges changes;
    private final LoopState memory;
    private final List<Offer> offers;

    DecisionRecorder(NodeChanges changes, LoopState memory, List<Offer> offers) {
        this.changes = changes;
        this.memory = memory;
        this.offers = offers;
    }

    void fold(Decision decision) {
        for (Action action : decision.actions()) {
            announce(decision, action);
            fold(action, new Reason(action.reason().text(), OptionalLong.of(decision.tick())));
        }
        refusals(decision);
        changes.draft().ledger(decision.ledger());
        if (!decision.actions().isEmpty()) {
            changes.draft().tick(decision.tick());
        }
    }

    private void announce(Decision decision, Action action) {
        Map<String, String> details = Map.of("decision", Long.toString(decision.tick()), "code", code(action.reason()));
        changes.draft()
                .write(Event.of(
                                changes.wall(),
                                Event.Kind.DECISION,
                                action.key(),
                                word(action),
                                action.reason().text())
                        .withDetails(details));
    }

    private void fold(Action action, Reason why) {
        Optional<NodeRow> row = changes.draft().open(action.key());
        switch (action) {
            case Action.Launch launch -> launch(launch, why);
            case Action.Drain _ -> row.ifPresent(known -> changes.become(known, NodeState.DRAINING, why));
            case Action.CancelDrain _ ->
                row.ifPresent(known -> changes.become(known.withDrain(Drain.NONE), NodeState.READY, why));
            case Action.Remove _ -> row.ifPresent(known -> changes.become(known, NodeState.STOPPING, why));
        }
    }

    /** The row exists before the machine: so a crash leaks nothing, and a repeat buys nothing twice. */
    private void launch(Action.Launch launch, Reason why) {
        NodeKey key = launch.key();
        if (changes.draft().state().node(key).isPresent()) {
            throw new IllegalStateException("the decision uses the key " + key + " again");
        }
        NodeRow row = NodeRow.requested(key, launch.type(), promise(launch.offer()), changes.wall(), why);
        changes.draft().put(row);
        changes.note(row, why.text(), NodeChanges.withCause(row, Map.of("offer", launch.offer())));
    }

    private Promise promise(String id) {
        return offers.stream()
                .filter(offer -> offer.id().equals(id))
                .findFirst()
                .map(offer -> new Promise(id, offer.resources(), offer.labels()))
                .orElseGet(() -> new Promise(id, Resources.NONE, Map.of()));
    }

    /** A refusal is recorded when it is new, not in every iteration while it lasts. */
    private void refusals(Decision decision) {
        Set<String> told = new HashSet<>();
        for (Refusal refusal : decision.refusals()) {
            refused(told, refusal.subject(), refusal.subject(), refusal.reason());
        }
        for (Unmet unmet : decision.unmet()) {
            String subject = unmet.shape().resources() + " of " + unmet.source();
            refused(told, subject, unmet.count() + " x " + subject, unmet.reason());
        }
        memory.lastRefusals = told;
    }

    private void refused(Set<String> told, String subject, String words, Decision.Reason reason) {
        String name = subject + " " + reason.code();
        if (told.add(name) && !memory.lastRefusals.contains(name)) {
            changes.write(
                    Event.Kind.REFUSAL,
                    "refused",
                    words + ": " + reason.text(),
                    Map.of("code", code(reason), "subject", subject));
        }
    }

    private static String code(Decision.Reason reason) {
        return reason.code().name().toLowerCase(Locale.ROOT);
    }

    private static String word(Action action) {
        return switch (action) {
            case Action.Launch _ -> "launch";
            case Action.Drain _ -> "drain";
            case Action.CancelDrain _ -> "cancel_drain";
            case Action.Remove _ -> "remove";
        };
    }
}
