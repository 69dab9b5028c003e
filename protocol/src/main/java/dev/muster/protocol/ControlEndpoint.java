package dev.muster.protocol;

import com.google.protobuf.UnsafeByteOperations;
import dev.muster.core.HostText;
import dev.muster.core.NodeKey;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.core.control.Control;
import dev.muster.core.control.HoldOrder;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.control.LogQuery;
import dev.muster.core.control.StopOrder;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.mapping.ControlMapping;
import dev.muster.protocol.mapping.EventMapping;
import dev.muster.protocol.mapping.ExplanationMapping;
import dev.muster.protocol.mapping.StatusMapping;
import dev.muster.protocol.wire.AddressesReply;
import dev.muster.protocol.wire.AddressesRequest;
import dev.muster.protocol.wire.ApplyReply;
import dev.muster.protocol.wire.ApplyRequest;
import dev.muster.protocol.wire.ControlGrpc;
import dev.muster.protocol.wire.DrainReply;
import dev.muster.protocol.wire.DrainRequest;
import dev.muster.protocol.wire.EnrolReply;
import dev.muster.protocol.wire.EnrolRequest;
import dev.muster.protocol.wire.Event;
import dev.muster.protocol.wire.ExplainReply;
import dev.muster.protocol.wire.ExplainRequest;
import dev.muster.protocol.wire.JournalReply;
import dev.muster.protocol.wire.JournalRequest;
import dev.muster.protocol.wire.LogChunk;
import dev.muster.protocol.wire.LogsRequest;
import dev.muster.protocol.wire.StandingReply;
import dev.muster.protocol.wire.StandingRequest;
import dev.muster.protocol.wire.StatusReply;
import dev.muster.protocol.wire.StatusRequest;
import dev.muster.protocol.wire.StopReply;
import dev.muster.protocol.wire.StopRequest;
import dev.muster.protocol.wire.WatchRequest;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * The gRPC service of Control on the head. It reads and validates each request, and then runs it on the {@link Control} that the given function returns
 * for the calling operator. The function may refuse the operator by throwing. The operator's name always comes from the certificate, never from the request.
 */
public final class ControlEndpoint implements BindableService {
    private static final int MAX_LOG_PIECE = 32 * 1024;

    private final Function<CertificateSubject.Operator, Control> controls;

    public ControlEndpoint(Function<CertificateSubject.Operator, Control> controls) {
        this.controls = controls;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return new Service(controls).bindService();
    }

    /** Sends in pieces that fit a stream's window. Throws when the client reads no more, because log readers have no other way to learn it. */
    private static void sendLog(byte[] chunk, OutgoingStream<LogChunk> outgoing) {
        for (int from = 0; from < chunk.length; from += MAX_LOG_PIECE) {
            int length = Math.min(MAX_LOG_PIECE, chunk.length - from);
            byte[] piece = Arrays.copyOfRange(chunk, from, from + length);
            outgoing.sendOrThrow(LogChunk.newBuilder()
                    .setData(UnsafeByteOperations.unsafeWrap(piece))
                    .build());
        }
    }

    private static final class Service extends ControlGrpc.ControlImplBase {
        private final ControlCallHandler calls;

        Service(Function<CertificateSubject.Operator, Control> controls) {
            this.calls = new ControlCallHandler(controls);
        }

        @Override
        public void apply(ApplyRequest wire, StreamObserver<ApplyReply> response) {
            calls.answer(response, operator -> {
                ConfigSubmission submission = ControlMapping.from(wire, operator);
                return control -> ControlMapping.to(control.apply(submission));
            });
        }

        @Override
        public void status(StatusRequest wire, StreamObserver<StatusReply> response) {
            calls.answer(response, _ -> control -> StatusMapping.to(control.status()));
        }

        @Override
        public void request(StandingRequest wire, StreamObserver<StandingReply> response) {
            calls.answer(response, operator -> {
                var request = ControlMapping.from(wire, operator);
                return control -> ControlMapping.to(control.request(request));
            });
        }

        @Override
        public void drain(DrainRequest wire, StreamObserver<DrainReply> response) {
            calls.answer(response, _ -> {
                if (!wire.getHost().isEmpty()) {
                    HoldOrder order = new HoldOrder(
                            HostText.line(wire.getHost()), wire.getUndo(), HostText.line(wire.getReason()));
                    return control -> {
                        control.hold(order);
                        return DrainReply.getDefaultInstance();
                    };
                }
                NodeKey node = new NodeKey(wire.getNodeKey());
                return control -> {
                    control.drain(node, wire.getUndo());
                    return DrainReply.getDefaultInstance();
                };
            });
        }

        @Override
        public void stop(StopRequest wire, StreamObserver<StopReply> response) {
            calls.answer(response, operator -> {
                StopOrder order = ControlMapping.from(wire, operator);
                return control -> ControlMapping.stopped(control.stop(order));
            });
        }

        @Override
        public void enrol(EnrolRequest wire, StreamObserver<EnrolReply> response) {
            calls.answer(response, _ -> {
                NodeKey node = new NodeKey(wire.getNodeKey());
                String identityRequest = ControlMapping.identityRequest(wire);
                return control -> EnrolReply.newBuilder()
                        .setCertificateChain(control.enrol(node, identityRequest))
                        .build();
            });
        }

        @Override
        public void addresses(AddressesRequest wire, StreamObserver<AddressesReply> response) {
            calls.answer(response, _ -> control -> ControlMapping.to(control.addresses()));
        }

        @Override
        public void journal(JournalRequest wire, StreamObserver<JournalReply> response) {
            calls.answer(response, _ -> {
                JournalQuery query = ControlMapping.from(wire);
                return control -> ControlMapping.events(control.journal(query));
            });
        }

        @Override
        public void explain(ExplainRequest wire, StreamObserver<ExplainReply> response) {
            calls.answer(response, _ -> {
                Optional<NodeKey> node = ExplanationMapping.node(wire);
                return control -> ExplanationMapping.to(control.explain(node));
            });
        }

        @Override
        public void watch(WatchRequest wire, StreamObserver<Event> response) {
            calls.stream(response, () -> {
                long after = ControlMapping.afterSequence(wire);
                return (control, outgoing) -> control.watch(after, event -> outgoing.send(EventMapping.to(event)));
            });
        }

        @Override
        public void logs(LogsRequest wire, StreamObserver<LogChunk> response) {
            calls.stream(response, () -> {
                LogQuery query = ControlMapping.from(wire);
                return (control, outgoing) -> control.logs(query, chunk -> sendLog(chunk, outgoing));
            });
        }
    }
}
