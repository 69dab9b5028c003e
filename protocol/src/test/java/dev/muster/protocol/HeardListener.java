package dev.muster.protocol;

import dev.muster.core.node.DesiredState;
import dev.muster.core.node.NodeLink;
import dev.muster.core.node.Welcome;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Writes down what a daemon hears: welcomes, states, and endings as text. */
final class HeardListener implements NodeLink.Listener {
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    @Override
    public void welcomed(Welcome welcome) {
        heard.add(welcome);
    }

    @Override
    public void desired(DesiredState state) {
        heard.add(state);
    }

    @Override
    public void superseded(String reason) {
        heard.add("superseded: " + reason);
    }

    @Override
    public void lost(String reason) {
        heard.add("lost: " + reason);
    }

    Object next() throws InterruptedException {
        Object next = heard.poll(20, TimeUnit.SECONDS);
        return next == null ? "nothing within 20 s" : next;
    }

    boolean heardNothingElse() {
        return heard.isEmpty();
    }
}
