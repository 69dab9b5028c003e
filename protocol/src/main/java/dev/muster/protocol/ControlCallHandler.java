package dev.muster.protocol;

import dev.muster.core.control.Control;
import dev.muster.core.failure.UserError;
import dev.muster.protocol.identity.CertificateSubject;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/** Serves the calls of Control: identifies the operator, reads and validates the request, runs it, and sends the reply or the failure. */
final class ControlCallHandler {
    private static final int MAX_STREAMS = 256;

    private final Function<CertificateSubject.Operator, Control> controls;
    private final Semaphore streams = new Semaphore(MAX_STREAMS);

    ControlCallHandler(Function<CertificateSubject.Operator, Control> controls) {
        this.controls = controls;
    }

    /** A call that sends a stream of messages. */
    interface StreamCall<A> {
        /** Sends until there is nothing more to send, or until {@code outgoing} accepts no more. */
        void run(Control control, OutgoingStream<A> outgoing) throws InterruptedException;
    }

    /** @param reader gets the operator's name, reads and validates the request, and returns the action to run */
    <A> void answer(StreamObserver<A> response, Function<String, Function<Control, A>> reader) {
        try {
            CertificateSubject.Operator operator = operator();
            Function<Control, A> call = validated(() -> reader.apply(operator.name()));
            A reply = call.apply(controls.apply(operator));
            response.onNext(reply);
            response.onCompleted();
        } catch (RuntimeException | Error e) {
            fail(response, e);
        }
    }

    /** Runs the stream on its own thread, so that gRPC can still report that the client is gone. @param reader as in {@link #answer} */
    <A> void stream(StreamObserver<A> response, Supplier<StreamCall<A>> reader) {
        try {
            CertificateSubject.Operator operator = operator();
            Peer peer = Peer.current().orElseThrow();
            StreamCall<A> call = validated(reader);
            Control control = controls.apply(operator);
            if (!streams.tryAcquire()) {
                throw Status.RESOURCE_EXHAUSTED
                        .withDescription("too many open streams")
                        .asRuntimeException();
            }
            OutgoingStream.run(
                    (ServerCallStreamObserver<A>) response,
                    peer::isValidNow,
                    outgoing -> call.run(control, outgoing),
                    streams::release);
        } catch (RuntimeException | Error e) {
            fail(response, e);
        }
    }

    static <A> void fail(StreamObserver<A> response, Throwable cause) {
        if (!((ServerCallStreamObserver<A>) response).isCancelled()) {
            response.onError(CallFailures.toWire(cause));
        }
    }

    private static CertificateSubject.Operator operator() {
        return Peer.current()
                .map(Peer::subject)
                .filter(CertificateSubject.Operator.class::isInstance)
                .map(CertificateSubject.Operator.class::cast)
                .orElseThrow(Status.UNAUTHENTICATED::asRuntimeException);
    }

    private static <T> T validated(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw new UserError("invalid request: " + e.getMessage());
        }
    }
}
