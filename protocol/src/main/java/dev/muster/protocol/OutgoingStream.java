package dev.muster.protocol;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A stream of messages to one client, sent by its own thread. The thread waits while the client reads slowly, is interrupted when the client is gone, and
 * gives up when the client has read nothing for a minute.
 */
final class OutgoingStream<A> {
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);

    private final ServerCallStreamObserver<A> wire;
    private final BooleanSupplier isAllowed;
    private boolean isGone;

    private OutgoingStream(ServerCallStreamObserver<A> wire, BooleanSupplier isAllowed) {
        this.wire = wire;
        this.isAllowed = isAllowed;
    }

    /** Produces the messages of a stream. */
    interface Producer<A> {
        void produce(OutgoingStream<A> outgoing) throws InterruptedException;
    }

    /**
     * Starts the thread and returns.
     *
     * @param isAllowed is checked before each message; false ends the stream
     * @param afterwards runs when the thread has ended
     */
    static <A> void run(
            ServerCallStreamObserver<A> wire, BooleanSupplier isAllowed, Producer<A> producer, Runnable afterwards) {
        OutgoingStream<A> stream = new OutgoingStream<>(wire, isAllowed);
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            try {
                stream.run(producer);
            } finally {
                afterwards.run();
            }
        });
        wire.setOnReadyHandler(stream::wake);
        wire.setOnCancelHandler(thread::interrupt);
        thread.start();
    }

    private void run(Producer<A> producer) {
        try {
            producer.produce(this);
            finish();
        } catch (InterruptedException | ClientGone e) {
            isGone = true;
            finish();
        } catch (RuntimeException | Error e) {
            ControlCallHandler.fail(wire, e);
        }
    }

    private void finish() {
        if (isGone) {
            String reason = "the client read too slowly, or its certificate has expired";
            ControlCallHandler.fail(
                    wire, Status.RESOURCE_EXHAUSTED.withDescription(reason).asRuntimeException());
        } else if (!wire.isCancelled()) {
            wire.onCompleted();
        }
    }

    /** Sends a message and waits while the client is slow. @return false if the client is gone; it then stays false */
    boolean send(A message) {
        isGone = isGone || wire.isCancelled() || !isAllowed.getAsBoolean() || !awaitReady();
        if (!isGone) {
            wire.onNext(message);
        }
        return !isGone;
    }

    /** For producers that can only be ended by an exception. */
    void sendOrThrow(A message) {
        if (!send(message)) {
            throw new ClientGone();
        }
    }

    private static final class ClientGone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ClientGone() {
            super("the client is gone", null, false, false);
        }
    }

    private synchronized boolean awaitReady() {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
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
