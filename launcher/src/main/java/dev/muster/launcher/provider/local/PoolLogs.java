package dev.muster.launcher.provider.local;

import dev.muster.core.FanOut;
import dev.muster.core.TaskResult;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.launcher.provider.LogArchives;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The logs of all hosts of a pool, side by side. */
record PoolLogs(LogArchives logs, OperatorHostConnector pool) {
    private static final int SIDE_BY_SIDE = 16;

    /** @return a sentence for each host that was not reached; anything else that goes wrong is thrown, since then nothing may be ended */
    List<String> take() throws InterruptedException {
        List<PoolHost> hosts = new ArrayList<>(pool.workers());
        hosts.addFirst(pool.head());
        try {
            List<Callable<Boolean>> lanes = new ArrayList<>();
            hosts.forEach(host -> lanes.add(() -> {
                logs.take(host.host(), pool.pool().stateDir());
                return true;
            }));
            List<String> notes = new ArrayList<>();
            for (TaskResult<Boolean> settled : new FanOut(SIDE_BY_SIDE).settle(lanes)) {
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
                notes.add("no logs were saved of a host: " + failure.text());
            case TaskResult.Failed<Boolean>(InterruptedException interrupted) -> throw interrupted;
            case TaskResult.Failed<Boolean>(RuntimeException known) -> throw known;
            case TaskResult.Failed<Boolean>(Exception other) -> throw new IllegalStateException(other);
        }
    }
}
