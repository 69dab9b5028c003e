package dev.muster.protocol;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a channel to connect. The channel itself tries again, after one second and after some three. */
final class ConnectionWait {
    private static final int PATIENCE_SECONDS = 3;

    private final ManagedChannel channel;
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    private ConnectionWait(ManagedChannel channel) {
        this.channel = channel;
    }

    static boolean isReadySoon(ManagedChannel channel) {
        ConnectionWait wait = new ConnectionWait(channel);
        wait.look();
        try {
            return wait.ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private void look() {
        ConnectivityState state = channel.getState(true);
        if (state == ConnectivityState.READY || state == ConnectivityState.SHUTDOWN) {
            ready.complete(state == ConnectivityState.READY);
        } else if (!ready.isDone()) {
            channel.notifyWhenStateChanged(state, this::look);
        }
    }
}
