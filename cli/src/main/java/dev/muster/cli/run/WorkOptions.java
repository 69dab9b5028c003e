package dev.muster.cli.run;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.option.ClusterReference;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.cli.text.ClusterHints;
import dev.muster.client.AfterWork;
import dev.muster.client.ClusterRef;
import dev.muster.client.Multiplexer;
import dev.muster.client.Session;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that {@code exec} and {@code submit} share: what happens before the command starts and after it ends. */
public final class WorkOptions {
    @Mixin
    private final SessionOptions session = new SessionOptions();

    @Option(
            names = "--stop",
            order = 24,
            description = "take the cluster down after the command; with --tmux or --screen: stop its workers")
    private boolean stop;

    private boolean stopped;

    /** Runs a command on a cluster that is up, and returns its exit code. */
    public interface Work {
        int on(ClusterRef cluster) throws Exception;
    }

    public SessionOptions session() {
        return session;
    }

    public boolean stop() {
        return stop;
    }

    /** A command that the operator ended is not followed by 'down'. */
    public void noteEnd(NodesRun run) {
        stopped = run.isStopped();
    }

    public ClusterRef cluster(ClusterResolver resolver, PositionalArguments plain, ClusterReference which) {
        return session.start() ? resolver.withFile(plain, which) : resolver.cluster(plain, which);
    }

    /** Does the work between {@code --start} and {@code --stop}, if these were given. Returns the command's exit code, unless only the stop failed. */
    public int around(ClusterRef cluster, StartAndStop startAndStop, Work work) throws Exception {
        if (session.start() && cluster instanceof ClusterRef.OfFile file) {
            int started = startAndStop.start(file);
            if (started != ExitCodes.DONE) {
                return started;
            }
        }
        int code = work.on(cluster);
        if (!stop || stopped || session.multiplexer().isPresent()) {
            return code;
        }
        int stopped = startAndStop.stop(cluster);
        return code == ExitCodes.DONE ? stopped : code;
    }

    /** Starts the command in a tmux or screen session on each node, and does not wait for it. */
    public int begin(
            Session open, List<NodeAddress> nodes, String text, Multiplexer tool, Printer printer, ClusterHints hints)
            throws InterruptedException {
        for (NodeAddress node : nodes) {
            SessionOptions.requireInstalled(tool, node, open);
        }
        AfterWork after = stop ? AfterWork.STOP_WORKERS : AfterWork.NOTHING;
        int code = ExitCodes.DONE;
        for (NodeAddress node : nodes) {
            RunResult result = open.host(node).run(RemoteCommand.of(open.detachedSession(node, tool, text, after)));
            printer.note(begun(node, tool, result, hints));
            code = Math.max(code, result.exitCode());
        }
        return code;
    }

    private static String begun(NodeAddress node, Multiplexer tool, RunResult result, ClusterHints hints) {
        String key = node.machine().key().value();
        if (!result.ok()) {
            return key + ": " + tool.wireName() + " failed: " + result.err().strip();
        }
        String where = node.machine().key().isHead() ? "" : " --node " + key;
        return "started in " + tool.wireName() + " on " + key + "; to see it: "
                + hints.command("attach", "--" + tool.wireName() + where);
    }
}
