package dev.muster.protocol;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends a call whose caller sends no first message in time. Otherwise callers could hold calls open for ever at no cost. */
final class FirstMessage implements ServerInterceptor {
    private final ScheduledExecutorService clock;
    private final Duration limit;

    FirstMessage(ScheduledExecutorService clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        AtomicBoolean isSettled = new AtomicBoolean();
        ScheduledFuture<?> alarm = clock.schedule(
                () -> {
                    if (isSettled.compareAndSet(false, true)) {
                        String message = "no message was received within " + limit.toSeconds() + " s";
                        call.close(Status.DEADLINE_EXCEEDED.withDescription(message), new Metadata());
                    }
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        return new Listening<>(next.startCall(call, headers), isSettled, alarm);
    }

    private static final class Listening<Q> extends SimpleForwardingServerCallListener<Q> {
        private final AtomicBoolean isSettled;
        private final ScheduledFuture<?> alarm;
        private boolean hasMessage;

        Listening(ServerCall.Listener<Q> listener, AtomicBoolean isSettled, ScheduledFuture<?> alarm) {
            super(listener);
            this.isSettled = isSettled;
            this.alarm = alarm;
        }

        /** A message that arrives after the alarm is dropped: the call is closed already. */
        @Override
        public void onMessage(Q message) {
            if (!hasMessage && isSettled.compareAndSet(false, true)) {
                hasMessage = true;
                alarm.cancel(false);
            }
            if (hasMessage) {
                super.onMessage(message);
            }
        }

        @Override
        public void onCancel() {
            isSettled.set(true);
            alarm.cancel(false);
            super.onCancel();
        }
    }
}
