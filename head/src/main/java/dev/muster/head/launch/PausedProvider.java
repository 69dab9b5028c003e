package dev.muster.head.launch;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.Time;
import java.time.Duration;
import java.util.List;

/** Waits before each call that makes or removes a machine, so that a test can kill the head between a committed decision and its effect. */
public record PausedProvider(NodeProvider provider, Duration pause, Time time) implements NodeProvider {
    @Override
    public List<Offer> offers() {
        return provider.offers();
    }

    @Override
    public Creation create(NodeKey key, String type, String offer) {
        await();
        return provider.create(key, type, offer);
    }

    @Override
    public List<Machine> machines() {
        return provider.machines();
    }

    @Override
    public void remove(NodeKey key) {
        await();
        provider.remove(key);
    }

    @Override
    public RemoteHost connect(Machine machine) {
        return provider.connect(machine);
    }

    private void await() {
        try {
            time.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
