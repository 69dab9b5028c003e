package dev.muster.head.api;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.core.control.Control;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.control.LogQuery;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.control.RequestOutcome;
import dev.muster.core.control.StandingRequest;
import dev.muster.core.control.StopOrder;
import dev.muster.core.control.SubmissionResult;
import dev.muster.core.event.Event;
import dev.muster.core.status.StatusView;
import dev.muster.head.state.NodeRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One person's way to ask. */
final class OperatorControl implements Control {
    private final ControlService desk;
    private final ControlService.Parts parts;
    private final String person;

    OperatorControl(ControlService desk, String person) {
        this.desk = desk;
        this.parts = desk.parts;
        this.person = person;
    }

    @Override
    public SubmissionResult apply(ConfigSubmission application) {
        SubmissionResult applied = desk.applying.apply(application, person);
        parts.wake().wake();
        return applied;
    }

    @Override
    public StatusView status() {
        return new StatusBuilder(
                        parts.store().state(),
                        parts.table().all(),
                        parts.loop().view(),
                        parts.time().now())
                .take(parts.place(), parts.headAddress().get(), desk.pool());
    }

    @Override
    public RequestOutcome request(StandingRequest request) {
        RequestOutcome requested = desk.requesting.request(request, person);
        parts.wake().wake();
        return requested;
    }

    @Override
    public void drain(NodeKey node, boolean undo) {
        if (undo) {
            desk.orders.undoDrain(node, person);
        } else {
            desk.orders.drain(node, person);
        }
        parts.wake().wake();
    }

    @Override
    public List<NodeKey> stop(StopOrder order) {
        List<NodeKey> going = desk.orders.stop(order, person);
        parts.wake().wake();
        return going;
    }

    @Override
    public String enrol(NodeKey node, String identityRequest) {
        String chain = desk.enrol(node, identityRequest);
        parts.store()
                .write(Event.of(parts.time().wallClock(), Event.Kind.HEAD, node, "enrolled", "enrolled by " + person)
                        .withDetails(Map.of("operator", person)));
        return chain;
    }

    @Override
    public List<NodeAddress> addresses() {
        return parts.store().state().openNodes().stream().flatMap(this::address).toList();
    }

    private Stream<NodeAddress> address(NodeRow row) {
        return row.machine().stream().map(machine -> new NodeAddress(machine, row.state(), folder(machine)));
    }

    private String folder(Machine machine) {
        return parts.site()
                .of(parts.store().state().config())
                .flatMap(site -> site.folders().apply(machine))
                .orElseGet(() -> parts.place().nodeFolder(machine.key()).toString());
    }

    @Override
    public List<Event> journal(JournalQuery query) {
        return parts.store().journal(query);
    }

    @Override
    public List<Explanation> explain(Optional<NodeKey> node) {
        Explainer explaining = new Explainer(
                parts.store(),
                parts.table().all(),
                parts.loop().view(),
                parts.time().reading());
        return node.map(explaining::node).map(List::of).orElseGet(() -> explaining.cluster(desk.pool()));
    }

    @Override
    public void watch(long afterSequence, Predicate<Event> listener) throws InterruptedException {
        new JournalWatch(parts.store(), desk::isClosing).watch(afterSequence, listener);
    }

    @Override
    public void logs(LogQuery query, Consumer<byte[]> chunks) throws InterruptedException {
        desk.logs.read(query, chunks);
    }
}
