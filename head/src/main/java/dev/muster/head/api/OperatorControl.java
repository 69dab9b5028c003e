package dev.muster.head.api;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
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
import dev.muster.core.status.StatusView;
import dev.muster.head.state.NodeRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The control API for one operator. A change wakes the control loop. */
final class OperatorControl implements Control {
    private final ControlService service;
    private final ControlService.Parts parts;
    private final String operator;

    OperatorControl(ControlService service, String operator) {
        this.service = service;
        this.parts = service.parts;
        this.operator = operator;
    }

    @Override
    public SubmissionResult apply(ConfigSubmission submission) {
        SubmissionResult result = service.configs.apply(submission, operator);
        parts.wakeup().wake();
        return result;
    }

    @Override
    public StatusView status() {
        return new StatusBuilder(
                        parts.store().state(),
                        parts.table().all(),
                        parts.loop(),
                        parts.time().reading())
                .take(parts.location(), parts.headAddress().get(), service.pool());
    }

    @Override
    public RequestOutcome request(StandingRequest request) {
        RequestOutcome outcome = service.requests.request(request, operator);
        parts.wakeup().wake();
        return outcome;
    }

    @Override
    public void drain(NodeKey node, boolean undo) {
        if (undo) {
            service.drains.cancelDrain(node, operator);
            service.hostOf(node).ifPresent(host -> service.maintenance().release(host));
        } else {
            service.drains.drain(node, operator);
        }
        parts.wakeup().wake();
    }

    @Override
    public void hold(HoldOrder order) {
        service.drains.hold(order, operator, service.maintenance());
        parts.wakeup().wake();
    }

    @Override
    public List<NodeKey> stop(StopOrder order) {
        List<NodeKey> stopped = service.drains.stop(order, operator);
        parts.wakeup().wake();
        return stopped;
    }

    @Override
    public String enrol(NodeKey node, String identityRequest) {
        String chain = service.enrol(node, identityRequest);
        parts.store()
                .write(Event.of(parts.time().wallClock(), Event.Kind.HEAD, node, "enrolled", "enrolled by " + operator)
                        .withDetails(Map.of("operator", operator)));
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
                .orElseGet(() -> parts.location().nodeFolder(machine.key()).toString());
    }

    @Override
    public List<Event> journal(JournalQuery query) {
        return parts.store().journal(query);
    }

    @Override
    public List<Explanation> explain(Optional<NodeKey> node) {
        Explainer explainer = new Explainer(
                parts.store(),
                parts.table().all(),
                parts.loop().view(),
                parts.time().reading());
        return node.map(explainer::node).map(List::of).orElseGet(() -> explainer.cluster(service.pool()));
    }

    @Override
    public void watch(long afterSequence, Predicate<Event> listener) throws InterruptedException {
        new JournalWatch(parts.store(), service::isClosing).watch(afterSequence, listener);
    }

    @Override
    public void logs(LogQuery query, Consumer<byte[]> chunks) throws InterruptedException {
        service.logs.read(query, chunks);
    }
}
