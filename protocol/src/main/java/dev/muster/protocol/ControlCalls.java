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

/** How a call of Control is carried out, whatever it asks: who asks, read and check, act, answer or fail. */
final class ControlCalls {
    private static final int MOST_STREAMS = 256;

    private final Function<CertificateSubject.Operator, Control> controls;
    private final Semaphore streams = new Semaphore(MOST_STREAMS);

    ControlCalls(Function<CertificateSubject.Operator, Control> controls) {
        this.controls = controls;
    }

    /** Acts on a control and sends until told to end. */
    interface StreamCall<A> {
        void on(Control control, OutgoingStream<A> outgoing) throws InterruptedException;
    }

    /** @param reading gets the person; reads and checks the message, and returns what is to be done */
    <A> void answer(StreamObserver<A> answer, Function<String, Function<Control, A>> reading) {
        try {
            CertificateSubject.Operator operator = operator();
            Function<Control, A> call = checked(() -> reading.apply(operator.person()));
            A reply = call.apply(controls.apply(operator));
            answer.onNext(reply);
            answer.onCompleted();
        } catch (RuntimeException | Error e) {
            fail(answer, e);
        }
    }

    /** On a thread of its own, so that this call can still hear that its client is gone. */
    <A> void stream(StreamObserver<A> answer, Supplier<StreamCall<A>> reading) {
        try {
            CertificateSubject.Operator operator = operator();
            Peer peer = Peer.current().orElseThrow();
            StreamCall<A> call = checked(reading);
            Control control = controls.apply(operator);
            if (!streams.tryAcquire()) {
                throw Status.RESOURCE_EXHAUSTED
                        .withDescription("too many streams at once")
                        .asRuntimeException();
            }
            OutgoingStream.run(
                    (ServerCallStreamObserver<A>) answer,
                    peer::isValidNow,
                    outgoing -> call.on(control, outgoing),
                    streams::release);
        } catch (RuntimeException | Error e) {
            fail(answer, e);
        }
    }

    static <A> void fail(StreamObserver<A> answer, Throwable cause) {
        if (!((ServerCallStreamObserver<A>) answer).isCancelled()) {
            answer.onError(CallFailures.toWire(cause));
        }
    }

    private static CertificateSubject.Operator operator() {
        return Peer.current()
                .map(Peer::subject)
                .filter(CertificateSubject.Operator.class::isInstance)
                .map(CertificateSubject.Operator.class::cast)
                .orElseThrow(Status.UNAUTHENTICATED::asRuntimeException);
    }

    private static <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new UserError("the head refused the request: " + e.getMessage());
        }
    }
}
