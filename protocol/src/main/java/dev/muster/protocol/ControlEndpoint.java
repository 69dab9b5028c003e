package dev.muster.protocol;

import dev.muster.core.NodeKey;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.core.control.Control;
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
import java.util.Optional;
import java.util.function.Function;

/**
 * The head's end of Control. Every call is carried out by the {@link Control} that the function gives for the operator; the function may
 * refuse by an exception. Messages are read and checked before that; the person of a request is the operator's, whatever the message says.
 */
public final class ControlEndpoint implements BindableService {
    private final Function<CertificateSubject.Operator, Control> controls;

    public ControlEndpoint(Function<CertificateSubject.Operator, Control> controls) {
        this.controls = controls;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return new Service(controls).bindService();
    }

    private static final class Service extends ControlGrpc.ControlImplBase {
        private final ControlCalls calls;

        Service(Function<CertificateSubject.Operator, Control> controls) {
            this.calls = new ControlCalls(controls);
        }

        @Override
        public void apply(ApplyRequest wire, StreamObserver<ApplyReply> answer) {
            calls.answer(answer, person -> {
                ConfigSubmission application = ControlMapping.from(wire, person);
                return control -> ControlMapping.to(control.apply(application));
            });
        }

        @Override
        public void status(StatusRequest wire, StreamObserver<StatusReply> answer) {
            calls.answer(answer, _ -> control -> StatusMapping.to(control.status()));
        }

        @Override
        public void request(StandingRequest wire, StreamObserver<StandingReply> answer) {
            calls.answer(answer, person -> {
                var request = ControlMapping.from(wire, person);
                return control -> ControlMapping.to(control.request(request));
            });
        }

        @Override
        public void drain(DrainRequest wire, StreamObserver<DrainReply> answer) {
            calls.answer(answer, _ -> {
                NodeKey node = new NodeKey(wire.getNodeKey());
                return control -> {
                    control.drain(node, wire.getUndo());
                    return DrainReply.getDefaultInstance();
                };
            });
        }

        @Override
        public void stop(StopRequest wire, StreamObserver<StopReply> answer) {
            calls.answer(answer, person -> {
                StopOrder order = ControlMapping.from(wire, person);
                return control -> ControlMapping.stopped(control.stop(order));
            });
        }

        @Override
        public void enrol(EnrolRequest wire, StreamObserver<EnrolReply> answer) {
            calls.answer(answer, _ -> {
                NodeKey node = new NodeKey(wire.getNodeKey());
                String identityRequest = ControlMapping.identityRequest(wire);
                return control -> EnrolReply.newBuilder()
                        .setCertificateChain(control.enrol(node, identityRequest))
                        .build();
            });
        }

        @Override
        public void addresses(AddressesRequest wire, StreamObserver<AddressesReply> answer) {
            calls.answer(answer, _ -> control -> ControlMapping.to(control.addresses()));
        }

        @Override
        public void journal(JournalRequest wire, StreamObserver<JournalReply> answer) {
            calls.answer(answer, _ -> {
                JournalQuery query = ControlMapping.from(wire);
                return control -> ControlMapping.events(control.journal(query));
            });
        }

        @Override
        public void explain(ExplainRequest wire, StreamObserver<ExplainReply> answer) {
            calls.answer(answer, _ -> {
                Optional<NodeKey> node = ExplanationMapping.node(wire);
                return control -> ExplanationMapping.to(control.explain(node));
            });
        }

        @Override
        public void watch(WatchRequest wire, StreamObserver<Event> answer) {
            calls.stream(answer, () -> {
                long after = ControlMapping.afterSequence(wire);
                return (control, outgoing) -> control.watch(after, event -> outgoing.send(EventMapping.to(event)));
            });
        }

        @Override
        public void logs(LogsRequest wire, StreamObserver<LogChunk> answer) {
            calls.stream(answer, () -> {
                LogQuery query = ControlMapping.from(wire);
                return (control, outgoing) -> control.logs(query, chunk -> LogChunks.send(chunk, outgoing));
            });
        }
    }
}
