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

/**
 * Writes a decision to the state: node rows, ledger and journal lines in one transaction. Jobs follow from the rows alone. Remembers the refusals of the
 * last decision, because a refusal is written when it is new and not in every iteration while it lasts.
 */
final class DecisionRecorder {
    private Set<String> lastRefusals = Set.of();

    void record(NodeChanges changes, Decision decision, List<Offer> offers) {
        for (Action action : decision.actions()) {
            writeLine(changes, decision, action);
            apply(changes, action, new Reason(action.reason().text(), OptionalLong.of(decision.tick())), offers);
        }
        recordRefusals(changes, decision);
        changes.draft().ledger(decision.ledger());
        if (!decision.actions().isEmpty()) {
            changes.draft().tick(decision.tick());
        }
    }

    private static void writeLine(NodeChanges changes, Decision decision, Action action) {
        Map<String, String> details = Map.of("decision", Long.toString(decision.tick()), "code", code(action.reason()));
        String text = action.reason().text();
        changes.draft()
                .write(Event.of(changes.wall(), Event.Kind.DECISION, action.key(), wireName(action), text)
                        .withDetails(details));
    }

    private static void apply(NodeChanges changes, Action action, Reason why, List<Offer> offers) {
        Optional<NodeRow> row = changes.draft().open(action.key());
        switch (action) {
            case Action.Launch launch -> launch(changes, launch, why, offers);
            case Action.Drain drain ->
                row.ifPresent(known -> changes.become(forDrain(known, drain), NodeState.DRAINING, why));
            case Action.CancelDrain _ ->
                row.ifPresent(known -> changes.become(known.withDrain(Drain.NONE), NodeState.READY, why));
            case Action.Remove _ -> row.ifPresent(known -> changes.become(known, NodeState.STOPPING, why));
        }
    }

    private static NodeRow forDrain(NodeRow row, Action.Drain drain) {
        return drain.reason().code() == Decision.Reason.Code.IDLE ? row.withDrain(Drain.IDLE) : row;
    }

    /** The row exists before the machine, so a crash leaks no machine, and a repeated attempt makes none twice. */
    private static void launch(NodeChanges changes, Action.Launch launch, Reason why, List<Offer> offers) {
        NodeKey key = launch.key();
        if (changes.draft().state().node(key).isPresent()) {
            throw new IllegalStateException("the decision uses the key " + key + " again");
        }
        Promise promise = promise(launch.offer(), offers);
        NodeRow row = NodeRow.requested(key, launch.type(), promise, changes.wall(), why);
        changes.draft().put(row);
        changes.note(row, why.text(), NodeChanges.withCause(row, Map.of("offer", launch.offer())));
    }

    private static Promise promise(String id, List<Offer> offers) {
        return offers.stream()
                .filter(offer -> offer.id().equals(id))
                .findFirst()
                .map(offer -> new Promise(id, offer.resources(), offer.labels()))
                .orElseGet(() -> new Promise(id, Resources.NONE, Map.of()));
    }

    private void recordRefusals(NodeChanges changes, Decision decision) {
        Set<String> refusals = new HashSet<>();
        for (Refusal refusal : decision.refusals()) {
            String subject = refusal.subject();
            if (!endsByItself(changes, refusal) && refusals.add(id(subject, refusal.reason()))) {
                writeIfNew(changes, subject, subject, refusal.reason());
            }
        }
        for (Unmet unmet : decision.unmet()) {
            String subject = unmet.shape().resources() + " of " + unmet.source();
            if (refusals.add(id(subject, unmet.reason()))) {
                writeIfNew(changes, subject, unmet.count() + " x " + subject, unmet.reason());
            }
        }
        lastRefusals = refusals;
    }

    /** Returns whether a worker that is about to go still counts against the maximum. Every replacement begins like that, so it is not worth a line. */
    private static boolean endsByItself(NodeChanges changes, Refusal refusal) {
        return refusal.reason().code() == Decision.Reason.Code.TYPE_AT_MAXIMUM
                && changes.draft().openNodes().stream()
                        .anyMatch(row -> row.type().equals(refusal.subject()) && isGoing(row));
    }

    private static boolean isGoing(NodeRow row) {
        return switch (row.state()) {
            case DRAINED, STOPPING, FAILED, LOST -> true;
            case REQUESTED, STARTING, READY, DRAINING -> false;
        };
    }

    private static String id(String subject, Decision.Reason reason) {
        return subject + " " + reason.code();
    }

    private void writeIfNew(NodeChanges changes, String subject, String description, Decision.Reason reason) {
        if (!lastRefusals.contains(id(subject, reason))) {
            Map<String, String> details = Map.of("code", code(reason), "subject", subject);
            changes.write(Event.Kind.REFUSAL, "refused", description + ": " + reason.text(), details);
        }
    }

    private static String code(Decision.Reason reason) {
        return reason.code().name().toLowerCase(Locale.ROOT);
    }

    private static String wireName(Action action) {
        return switch (action) {
            case Action.Launch _ -> "launch";
            case Action.Drain _ -> "drain";
            case Action.CancelDrain _ -> "cancel_drain";
            case Action.Remove _ -> "remove";
        };
    }
}
