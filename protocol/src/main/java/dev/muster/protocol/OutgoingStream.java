package dev.muster.protocol;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A stream to one client, filled by a thread of its own. The thread waits while the client reads slowly, is interrupted when the client goes,
 * and gives up on a client that reads nothing for a minute.
 */
final class OutgoingStream<A> {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ServerCallStreamObserver<A> wire;
    private final BooleanSupplier allowed;
    private boolean gone;

    private OutgoingStream(ServerCallStreamObserver<A> wire, BooleanSupplier allowed) {
        this.wire = wire;
        this.allowed = allowed;
    }

    interface Filler<A> {
        void fill(OutgoingStream<A> outgoing) throws InterruptedException;
    }

    /** @param allowed asked before each message; @param afterwards run once the thread is done */
    static <A> void run(
            ServerCallStreamObserver<A> wire, BooleanSupplier allowed, Filler<A> filler, Runnable afterwards) {
        OutgoingStream<A> stream = new OutgoingStream<>(wire, allowed);
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            try {
                stream.fill(filler);
            } finally {
                afterwards.run();
            }
        });
        wire.setOnReadyHandler(stream::wake);
        wire.setOnCancelHandler(thread::interrupt);
        thread.start();
    }

    private void fill(Filler<A> filler) {
        try {
            filler.fill(this);
            finish();
        } catch (InterruptedException | ClientGone e) {
            gone = true;
            finish();
        } catch (RuntimeException | Error e) {
            ControlCalls.fail(wire, e);
        }
    }

    private void finish() {
        if (gone) {
            String why = "the stream was read too slowly, or for longer than the certificate lives";
            ControlCalls.fail(
                    wire, Status.RESOURCE_EXHAUSTED.withDescription(why).asRuntimeException());
        } else if (!wire.isCancelled()) {
            wire.onCompleted();
        }
    }

    /** Whether the client takes more; once false, always false. */
    boolean send(A message) {
        gone = gone || wire.isCancelled() || !allowed.getAsBoolean() || !awaitReady();
        if (!gone) {
            wire.onNext(message);
        }
        return !gone;
    }

    /** For fillers that have no other way to be told to end. */
    void sendOrThrow(A message) {
        if (!send(message)) {
            throw new ClientGone();
        }
    }

    private static final class ClientGone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ClientGone() {
            super("the client reads no more", null, false, false);
        }
    }

    private synchronized boolean awaitReady() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!wire.isReady() && !wire.isCancelled()) {
                long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return !wire.isCancelled();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void wake() {
        notifyAll();
    }
}
