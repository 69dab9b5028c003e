package dev.muster.launcher.provider.local;

import dev.muster.core.FanOut;
import dev.muster.core.TaskResult;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.launcher.provider.LogArchives;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Saves the logs of all hosts of a pool, in parallel. */
record PoolLogs(LogArchives logs, OperatorHostConnector pool) {
    private static final int PARALLEL_HOSTS = 16;

    /**
     * Saves the logs. Throws any failure other than an unreachable host, because then nothing may be ended.
     *
     * @return a sentence for each host that was not reached
     */
    List<String> save() throws InterruptedException {
        List<PoolHost> hosts = new ArrayList<>(pool.workers());
        hosts.addFirst(pool.head());
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            hosts.forEach(host -> tasks.add(() -> {
                logs.save(host.host(), pool.pool().stateDir());
                return true;
            }));
            List<String> notes = new ArrayList<>();
            for (TaskResult<Boolean> settled : new FanOut(PARALLEL_HOSTS).settle(tasks)) {
                note(settled, notes);
            }
            return notes;
        } finally {
            hosts.forEach(PoolHost::close);
        }
    }

    private static void note(TaskResult<Boolean> settled, List<String> notes) throws InterruptedException {
        switch (settled) {
            case TaskResult.Ok<Boolean> _ -> {}
            case TaskResult.Failed<Boolean>(RemoteFailure failure) ->
                notes.add("could not save the logs of a host: " + failure.text());
            case TaskResult.Failed<Boolean>(InterruptedException interrupted) -> throw interrupted;
            case TaskResult.Failed<Boolean>(RuntimeException known) -> throw known;
            case TaskResult.Failed<Boolean>(Exception other) -> throw new IllegalStateException(other);
        }
    }
}
