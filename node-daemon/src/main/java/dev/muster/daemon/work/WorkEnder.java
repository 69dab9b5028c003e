package dev.muster.daemon.work;

import dev.muster.daemon.behaviour.Effect.Force;
import dev.muster.daemon.host.ProcessStat;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends all work of this node: every process with its mark, but for this daemon, the watchdogs, what those have
 * started (they wait with {@code sleep}),
 * and the control plane. Each is looked up again just before it is signalled, and asked only once.
 */
public final class WorkEnder {
    private final ProcessTable processes;
    private final Watchdogs watchdogs;
    private final Signals signals;
    private final Set<ProcessStat> asked = new HashSet<>();

    public WorkEnder(ProcessTable processes, Watchdogs watchdogs, Signals signals) {
        this.processes = processes;
        this.watchdogs = watchdogs;
        this.signals = signals;
    }

    /** How many lived before the signal. */
    public int signal(Force force) {
        List<ProcessStat> work = work();
        for (ProcessStat process : work) {
            boolean isToSignal = force == Force.KILL || asked.add(process);
            if (isToSignal && processes.isStillThere(process)) {
                signals.send(process.pid(), force);
            }
        }
        return work.size();
    }

    private List<ProcessStat> work() {
        return processes.marked().stream()
                .filter(process -> !process.isControl())
                .map(MarkedProcess::stat)
                .filter(watchdogs.own().negate())
                .toList();
    }

    /** The kernel's way to end a process. */
    @FunctionalInterface
    public interface Signals {
        void send(long pid, Force force);

        static Signals real() {
            return (pid, force) -> ProcessHandle.of(pid).ifPresent(process -> {
                boolean _ = switch (force) {
                    case ASK -> process.destroy();
                    case KILL -> process.destroyForcibly();
                };
            });
        }
    }
}
