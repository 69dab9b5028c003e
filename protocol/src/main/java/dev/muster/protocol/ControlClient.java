package dev.muster.protocol;

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
import dev.muster.core.failure.NoCluster;
import dev.muster.core.status.StatusView;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.mapping.ControlMapping;
import dev.muster.protocol.mapping.EventMapping;
import dev.muster.protocol.mapping.ExplanationMapping;
import dev.muster.protocol.mapping.StatusMapping;
import dev.muster.protocol.wire.AddressesRequest;
import dev.muster.protocol.wire.DrainRequest;
import dev.muster.protocol.wire.EnrolRequest;
import dev.muster.protocol.wire.StatusRequest;
import dev.muster.protocol.wire.WatchRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The client of the head's Control service, used by the command line. It connects with the first call and may be shared by threads.
 *
 * <p>A call without an answer within 30 s ({@code apply}: 2 minutes) fails. Calls fail with {@code NoCluster} if nothing listens at the address, and with
 * {@code RemoteFailure} if the connection breaks or the head refuses the certificate.
 */
public final class ControlClient implements Control, AutoCloseable {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration APPLY_TIMEOUT = Duration.ofMinutes(2);

    private final ChannelWiring.Connection connection;
    private final ClientCalls calls;

    private ControlClient(ChannelWiring.Connection connection, String head) {
        this.connection = connection;
        this.calls = new ClientCalls(connection.channel(), head);
    }

    /**
     * Creates a client; does not connect yet.
     *
     * @param address of the head, or the local end of a forwarded port; only the name in the head's certificate is verified, never the address
     * @throws IllegalArgumentException if the identity is not an operator's
     */
    public static ControlClient open(InetSocketAddress address, Identity identity) {
        CertificateSubject subject = identity.subject()
                .filter(CertificateSubject.Operator.class::isInstance)
                .orElseThrow(() -> new IllegalArgumentException("the identity does not belong to an operator"));
        return new ControlClient(
                ChannelWiring.open(address, subject.clusterId(), identity, Runnable::run), HeadAddress.format(address));
    }

    @Override
    public SubmissionResult apply(ConfigSubmission submission) {
        return calls.unary(APPLY_TIMEOUT, stub -> ControlMapping.from(stub.apply(ControlMapping.to(submission))));
    }

    @Override
    public StatusView status() {
        return calls.unary(CALL_TIMEOUT, stub -> StatusMapping.from(stub.status(StatusRequest.getDefaultInstance())));
    }

    @Override
    public RequestOutcome request(StandingRequest request) {
        return calls.unary(CALL_TIMEOUT, stub -> ControlMapping.from(stub.request(ControlMapping.to(request))));
    }

    @Override
    public void drain(NodeKey node, boolean undo) {
        DrainRequest request =
                DrainRequest.newBuilder().setNodeKey(node.value()).setUndo(undo).build();
        calls.unary(CALL_TIMEOUT, stub -> stub.drain(request));
    }

    @Override
    public void hold(HoldOrder order) {
        DrainRequest request = DrainRequest.newBuilder()
                .setHost(order.host())
                .setUndo(order.release())
                .setReason(order.reason())
                .build();
        calls.unary(CALL_TIMEOUT, stub -> stub.drain(request));
    }

    @Override
    public List<NodeKey> stop(StopOrder order) {
        return calls.unary(CALL_TIMEOUT, stub -> ControlMapping.from(stub.stop(ControlMapping.to(order))));
    }

    @Override
    public String enrol(NodeKey node, String identityRequest) {
        EnrolRequest request = EnrolRequest.newBuilder()
                .setNodeKey(node.value())
                .setIdentityRequest(identityRequest)
                .build();
        return calls.unary(CALL_TIMEOUT, stub -> ControlMapping.certificateChain(stub.enrol(request)));
    }

    @Override
    public List<NodeAddress> addresses() {
        return calls.unary(
                CALL_TIMEOUT, stub -> ControlMapping.from(stub.addresses(AddressesRequest.getDefaultInstance())));
    }

    @Override
    public List<Event> journal(JournalQuery query) {
        return calls.unary(CALL_TIMEOUT, stub -> ControlMapping.from(stub.journal(ControlMapping.to(query))));
    }

    @Override
    public List<Explanation> explain(Optional<NodeKey> node) {
        return calls.unary(
                CALL_TIMEOUT, stub -> ExplanationMapping.from(stub.explain(ExplanationMapping.request(node))));
    }

    @Override
    public void watch(long afterSequence, Predicate<Event> listener) throws InterruptedException {
        WatchRequest request =
                WatchRequest.newBuilder().setAfterSequence(afterSequence).build();
        boolean endedByHead = calls.stream(
                stub -> stub.watch(request), message -> listener.test(calls.read(() -> EventMapping.from(message))));
        if (endedByHead) {
            throw new NoCluster("the head ended the stream", "run 'cluster status' to see whether it is running again");
        }
    }

    @Override
    public void logs(LogQuery query, Consumer<byte[]> chunks) throws InterruptedException {
        calls.stream(stub -> stub.logs(ControlMapping.to(query)), message -> {
            chunks.accept(message.getData().toByteArray());
            return true;
        });
    }

    @Override
    public void close() {
        connection.close();
    }
}
