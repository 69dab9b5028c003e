package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
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

/** What {@code exec} and {@code submit} share: how a command begins, and what follows when it has ended. */
final class WorkOptions {
    @Mixin
    private final SessionOptions session = new SessionOptions();

    @Option(
            names = "--stop",
            order = 24,
            description = "take the cluster down when the command has ended; with --tmux or --screen: stop its workers")
    private boolean stop;

    private boolean stopped;

    /** A command on a cluster that is up. */
    interface Work {
        int on(ClusterRef cluster) throws Exception;
    }

    SessionOptions session() {
        return session;
    }

    boolean stop() {
        return stop;
    }

    /** A command that the operator ended is not followed by 'down'. */
    void noteEnd(NodesRun run) {
        stopped = run.isStopped();
    }

    ClusterRef cluster(ClusterResolver resolver, PositionalWords plain, ClusterReference which) {
        return session.start() ? resolver.withFile(plain, which) : resolver.cluster(plain, which);
    }

    /** Starts the cluster before and stops it after, where that was asked for. The exit code is the command's, unless only the stop failed. */
    int around(ClusterRef cluster, StartAndStop startAndStop, Work work) throws Exception {
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

    /** In a session on each node; nobody waits for it. */
    int begin(Session open, List<NodeAddress> nodes, String text, Multiplexer tool, Printer printer)
            throws InterruptedException {
        for (NodeAddress node : nodes) {
            SessionOptions.requireInstalled(tool, node, open);
        }
        AfterWork after = stop ? AfterWork.STOP_WORKERS : AfterWork.NOTHING;
        int code = ExitCodes.DONE;
        for (NodeAddress node : nodes) {
            RunResult result = open.host(node).run(RemoteCommand.of(open.detached(node, tool, text, after)));
            printer.note(begun(node, tool, result));
            code = Math.max(code, result.exitCode());
        }
        return code;
    }

    private static String begun(NodeAddress node, Multiplexer tool, RunResult result) {
        String key = node.machine().key().value();
        if (!result.ok()) {
            return key + ": " + tool.word() + " failed: " + result.err().strip();
        }
        String where = node.machine().key().isHead() ? "" : " --node " + key;
        return key + " runs it in " + tool.word() + "; see it: cluster attach --" + tool.word() + where;
    }
}
