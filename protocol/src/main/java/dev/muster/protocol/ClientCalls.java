package dev.muster.protocol;

import dev.muster.core.failure.Bug;
import dev.muster.protocol.wire.ControlGrpc;
import dev.muster.protocol.wire.ControlGrpc.ControlBlockingStub;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Makes the calls of Control: sets the deadline, supports cancelling, and turns gRPC failures into {@link dev.muster.core.failure.ClusterException}. */
final class ClientCalls {
    private final ManagedChannel channel;
    private final ControlBlockingStub stub;
    private final String head;

    ClientCalls(ManagedChannel channel, String head) {
        this.channel = channel;
        this.stub = ControlGrpc.newBlockingStub(channel);
        this.head = head;
    }

    /** A call that was never sent, because the head closed the connection during the handshake, is made once more if a connection comes up soon. */
    <T> T unary(Duration timeout, Function<ControlBlockingStub, T> call) {
        try {
            return once(timeout, call);
        } catch (StatusRuntimeException e) {
            if (!CallFailures.isClosedInHandshake(e, channel.getState(false)) || !ConnectionWait.isReadySoon(channel)) {
                throw CallFailures.fromWire(e, head);
            }
        }
        try {
            return once(timeout, call);
        } catch (StatusRuntimeException e) {
            throw CallFailures.fromWire(e, head);
        }
    }

    private <T> T once(Duration timeout, Function<ControlBlockingStub, T> call) {
        return read(() -> call.apply(stub.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS)));
    }

    /** Runs code that reads a reply; a reply with invalid content fails with {@link Bug}. */
    <T> T read(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw new Bug("the head at " + head + " sent an invalid reply: " + e.getMessage(), e);
        }
    }

    /**
     * Passes the messages of a stream to the listener, one at a time and on this thread. The next message is requested after the listener returns.
     * An interrupt also ends the stream at the head.
     *
     * @return true if the stream ended while the listener still wanted more, false if the listener ended it
     */
    <M> boolean stream(Function<ControlBlockingStub, Iterator<M>> call, Predicate<M> listener)
            throws InterruptedException {
        try (Context.CancellableContext context = Context.current().withCancellation()) {
            Context before = context.attach();
            try {
                return forEach(call.apply(stub), listener);
            } finally {
                context.detach(before);
            }
        }
    }

    private <M> boolean forEach(Iterator<M> messages, Predicate<M> listener) throws InterruptedException {
        while (hasNext(messages)) {
            if (!listener.test(messages.next())) {
                return false;
            }
        }
        return true;
    }

    private boolean hasNext(Iterator<?> messages) throws InterruptedException {
        try {
            return messages.hasNext();
        } catch (StatusRuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw CallFailures.fromBrokenStream(e, head);
        }
    }
}
