package dev.muster.daemon.work;

import dev.muster.daemon.behaviour.Effect.EndSignal;
import dev.muster.daemon.host.ProcessStat;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends all work of this node: every process with the node's marker, except this daemon, the watchdogs and their child processes (such as {@code sleep}), and
 * the control plane. Each process is checked again just before it is signalled. It gets SIGTERM only once.
 */
public final class WorkEnder {
    private final ProcessTable processes;
    private final Watchdogs watchdogs;
    private final Signals signals;
    private final Set<ProcessStat> terminated = new HashSet<>();

    public WorkEnder(ProcessTable processes, Watchdogs watchdogs, Signals signals) {
        this.processes = processes;
        this.watchdogs = watchdogs;
        this.signals = signals;
    }

    /** Signals the work. @return how many processes were running before the signal */
    public int signal(EndSignal signal) {
        List<ProcessStat> work = work();
        for (ProcessStat process : work) {
            boolean mustSignal = signal == EndSignal.KILL || terminated.add(process);
            if (mustSignal && processes.isStillRunning(process)) {
                signals.send(process.pid(), signal);
            }
        }
        return work.size();
    }

    private List<ProcessStat> work() {
        return processes.findMarked().stream()
                .filter(process -> !process.isControl())
                .map(MarkedProcess::stat)
                .filter(watchdogs.isMuster().negate())
                .toList();
    }

    /** Sends a signal to a process. */
    @FunctionalInterface
    public interface Signals {
        void send(long pid, EndSignal signal);

        static Signals real() {
            return (pid, signal) -> ProcessHandle.of(pid).ifPresent(process -> {
                boolean _ = switch (signal) {
                    case TERMINATE -> process.destroy();
                    case KILL -> process.destroyForcibly();
                };
            });
        }
    }
}
