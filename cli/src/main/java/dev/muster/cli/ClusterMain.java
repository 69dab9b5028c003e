package dev.muster.cli;

import dev.muster.cli.console.ProcessWindow;
import dev.muster.client.Clusters;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The entry point of the {@code cluster} command. */
public final class ClusterMain {
    private static final long CLEAN_UP_MILLIS = 15_000;

    private enum Phase {
        WORKING,
        FINISHED,
        STOPPED
    }

    private ClusterMain() {}

    public static void main(String[] arguments) {
        AtomicReference<Phase> phase = new AtomicReference<>(Phase.WORKING);
        cleanUpOnSignal(Thread.currentThread(), phase);
        AtomicBoolean mayHaveSockets = new AtomicBoolean();
        Supplier<Clusters> clusters = () -> {
            mayHaveSockets.set(true);
            return Wiring.clusters();
        };
        int code;
        try (ProcessWindow window = new ProcessWindow()) {
            code = new ClusterTool(Wiring.process(window), clusters).run(List.of(arguments));
        }
        // After a signal the JVM exits by itself with 128 + its number. Calling exit here would wait for the hook,
        // which
        // waits for this thread.
        if (phase.compareAndSet(Phase.WORKING, Phase.FINISHED)) {
            if (mayHaveSockets.get()) {
                QuickExit.with(code);
            }
            Runtime.getRuntime().exit(code);
        }
    }

    /** On Ctrl-C, interrupts the work and waits until it has cleaned up. */
    private static void cleanUpOnSignal(Thread work, AtomicReference<Phase> phase) {
        Thread hook = new Thread(() -> {
            if (phase.compareAndSet(Phase.WORKING, Phase.STOPPED)) {
                work.interrupt();
                await(work);
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private static void await(Thread work) {
        try {
            work.join(CLEAN_UP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
