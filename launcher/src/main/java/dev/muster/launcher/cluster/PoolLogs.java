package dev.muster.launcher.cluster;

import dev.muster.core.FanOut;
import dev.muster.core.Settled;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.launcher.onprem.PoolHost;
import dev.muster.launcher.onprem.UserHosts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The logs of all hosts of a pool, side by side. */
record PoolLogs(SavedLogs logs, UserHosts pool) {
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
            for (Settled<Boolean> settled : new FanOut(SIDE_BY_SIDE).settle(lanes)) {
                note(settled, notes);
            }
            return notes;
        } finally {
            hosts.forEach(PoolHost::close);
        }
    }

    private static void note(Settled<Boolean> settled, List<String> notes) throws InterruptedException {
        switch (settled) {
            case Settled.Ok<Boolean> _ -> {}
            case Settled.Failed<Boolean>(RemoteFailure failure) ->
                notes.add("no logs were saved of a host: " + failure.text());
            case Settled.Failed<Boolean>(InterruptedException interrupted) -> throw interrupted;
            case Settled.Failed<Boolean>(RuntimeException known) -> throw known;
            case Settled.Failed<Boolean>(Exception other) -> throw new IllegalStateException(other);
        }
    }
}
