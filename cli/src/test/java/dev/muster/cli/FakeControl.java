package dev.muster.cli;

import dev.muster.core.ClusterState;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.core.control.Control;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.HoldOrder;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.control.LogQuery;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.control.RequestOutcome;
import dev.muster.core.control.StandingRequest;
import dev.muster.core.control.StopOrder;
import dev.muster.core.control.SubmissionResult;
import dev.muster.core.event.Event;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.status.StatusView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Gives the answers that a test prepared, and records the calls. */
final class FakeControl implements Control {
    StatusView status = new StatusView(
            "lab",
            "00000000000000aa",
            ClusterState.READY,
            "process",
            "native",
            "vm1",
            List.of(),
            List.of(),
            List.of(),
            Resources.NONE,
            Resources.NONE,
            List.of(),
            List.of());
    List<NodeAddress> addresses = new ArrayList<>();
    List<Event> past = new ArrayList<>();
    List<Event> coming = new ArrayList<>();
    List<Explanation> explanations = List.of();
    String log = "";
    List<String> notes = List.of();
    final List<Object> asked = new ArrayList<>();

    @Override
    public SubmissionResult apply(ConfigSubmission application) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StatusView status() {
        return status;
    }

    @Override
    public RequestOutcome request(StandingRequest request) {
        asked.add(request);
        return new RequestOutcome(notes);
    }

    @Override
    public void drain(NodeKey node, boolean undo) {
        asked.add((undo ? "undrain " : "drain ") + node);
    }

    @Override
    public void hold(HoldOrder order) {
        asked.add(order);
    }

    @Override
    public List<NodeKey> stop(StopOrder order) {
        asked.add(order);
        return List.of();
    }

    @Override
    public String enrol(NodeKey node, String identityRequest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<NodeAddress> addresses() {
        return addresses;
    }

    @Override
    public List<Event> journal(JournalQuery query) {
        asked.add(query);
        return past.subList(Math.max(0, past.size() - query.limit()), past.size());
    }

    @Override
    public List<Explanation> explain(Optional<NodeKey> node) {
        asked.add("explain " + node.map(NodeKey::value).orElse("the cluster"));
        return explanations;
    }

    @Override
    public void watch(long afterSequence, Predicate<Event> listener) {
        asked.add("watch after " + afterSequence);
        for (Event event : coming) {
            if (!listener.test(event)) {
                return;
            }
        }
        throw new NoCluster("the head ended", "");
    }

    @Override
    public void logs(LogQuery query, Consumer<byte[]> chunks) {
        asked.add(query);
        chunks.accept(log.getBytes(StandardCharsets.UTF_8));
    }
}
