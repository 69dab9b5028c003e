package dev.muster.core.port;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries signals to commands while they run: from the operator's Ctrl-C to the process groups on the hosts. A command that begins after a signal was sent gets
 * the last one at once.
 */
public final class CommandSignals {
    private final Set<Consumer<Signal>> receivers = ConcurrentHashMap.newKeySet();
    private @Nullable Signal last;

    /** By its name, as {@code kill -s} takes it. */
    public enum Signal {
        INT,
        TERM,
        KILL
    }

    /** Ends the registration when closed. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** To every command that is registered; returns at once. */
    public synchronized void send(Signal signal) {
        last = signal;
        receivers.forEach(receiver -> receiver.accept(signal));
    }

    /** @param receiver must not block */
    public synchronized Registration register(Consumer<Signal> receiver) {
        receivers.add(receiver);
        Signal sent = last;
        if (sent != null) {
            receiver.accept(sent);
        }
        return () -> receivers.remove(receiver);
    }
}
