package dev.muster.protocol;

import dev.muster.core.node.DesiredState;
import dev.muster.core.node.NodeLink;
import dev.muster.core.node.Welcome;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Records what a daemon receives: welcomes, desired states, and the end of the stream as text. */
final class HeardListener implements NodeLink.Listener {
    private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();

    @Override
    public void welcomed(Welcome welcome) {
        messages.add(welcome);
    }

    @Override
    public void desired(DesiredState state) {
        messages.add(state);
    }

    @Override
    public void superseded(String reason) {
        messages.add("superseded: " + reason);
    }

    @Override
    public void lost(String reason) {
        messages.add("lost: " + reason);
    }

    Object next() throws InterruptedException {
        Object next = messages.poll(20, TimeUnit.SECONDS);
        return next == null ? "no message within 20 s" : next;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }
}
