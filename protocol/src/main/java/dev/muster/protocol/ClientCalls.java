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

/** How a call of Control is made, whatever it asks: deadline, cancelling, and failures as ours. */
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
    <T> T unary(Duration within, Function<ControlBlockingStub, T> call) {
        try {
            return once(within, call);
        } catch (StatusRuntimeException e) {
            if (!CallFailures.isClosedInHandshake(e, channel.getState(false)) || !ConnectionWait.isReadySoon(channel)) {
                throw CallFailures.fromWire(e, head);
            }
        }
        try {
            return once(within, call);
        } catch (StatusRuntimeException e) {
            throw CallFailures.fromWire(e, head);
        }
    }

    private <T> T once(Duration within, Function<ControlBlockingStub, T> call) {
        return read(() -> call.apply(stub.withDeadlineAfter(within.toMillis(), TimeUnit.MILLISECONDS)));
    }

    <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new Bug("the head at " + head + " sent what cannot be right: " + e.getMessage(), e);
        }
    }

    /**
     * Messages one by one, on this thread; the next is asked for when the last was dealt with. Returns whether the listener still wanted more
     * when the stream ended. An interrupt ends the stream at the head too.
     */
    <M> boolean stream(Function<ControlBlockingStub, Iterator<M>> call, Predicate<M> listener)
            throws InterruptedException {
        try (Context.CancellableContext context = Context.current().withCancellation()) {
            Context before = context.attach();
            try {
                return drain(call.apply(stub), listener);
            } finally {
                context.detach(before);
            }
        }
    }

    private <M> boolean drain(Iterator<M> messages, Predicate<M> listener) throws InterruptedException {
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
            throw CallFailures.ofStream(e, head);
        }
    }
}
