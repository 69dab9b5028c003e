package dev.muster.engine;

import java.util.List;
import java.util.Map;

/**
 * How the engine starts on one node. {@code muster-engine} on the node does what it says: it ends what an earlier start left, runs the
 * check, then the commands one after the other, each as the file's setup commands run. The last command stays in the foreground while
 * the engine runs. {@code $MUSTER_ENGINE} is the engine's folder and {@code $MUSTER_ENGINE_SCRATCH} its scratch folder.
 *
 * @param session variables for everything that runs on the node: setup, exec, attach, jobs and the engine
 * @param start variables for the start commands alone
 * @param check a POSIX shell script that runs in the environment before the commands; it prints why the engine cannot start and exits
 *     with 78, or exits with 0
 * @param commands in their order; the last one does not end while the engine runs
 * @param ready a POSIX shell script that exits with 0 while the engine runs, and with 1 before and after
 * @param diagnose a POSIX shell script that prints the few lines of the engine's logs that show why it failed
 * @param logs the folder of the engine's logs
 * @param secret the name of the file in the engine's folder that holds the cluster's secret; empty if the engine needs none
 * @param ownSecret a file below the user's home that holds a secret of the user's own, which is used instead if it exists on the head's
 *     host; empty if there is none
 */
public record EngineStart(
        Map<String, EngineValue> session,
        Map<String, EngineValue> start,
        String check,
        List<String> commands,
        String ready,
        String diagnose,
        EngineValue logs,
        String secret,
        String ownSecret) {
    public EngineStart {
        session = Map.copyOf(session);
        start = Map.copyOf(start);
        commands = List.copyOf(commands);
    }
}
