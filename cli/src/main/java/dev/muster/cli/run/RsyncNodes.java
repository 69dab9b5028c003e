package dev.muster.cli.run;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.CopyJson;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.output.Printer;
import dev.muster.cli.progress.CopyProgress;
import dev.muster.core.FanOut;
import dev.muster.core.TaskResult;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.UserError;
import dev.muster.transfer.CopyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Copies files to or from several nodes at once. A failure on one node does not stop the others. */
public final class RsyncNodes {
    private static final int PARALLEL_NODES = 16;

    private final Printer printer;
    private final CommonOptions common;

    public RsyncNodes(Printer printer, CommonOptions common) {
        this.printer = printer;
        this.common = common;
    }

    /** The copies that are made for one node. */
    public interface Work {
        List<CopyResult> copy(NodeAddress node) throws InterruptedException;
    }

    /** Returns the exit code. */
    public int run(List<NodeAddress> nodes, Work work, CopyProgress progress) throws Exception {
        List<Callable<List<CopyResult>>> lanes = new ArrayList<>();
        nodes.forEach(node -> lanes.add(() -> work.copy(node)));
        List<TaskResult<List<CopyResult>>> results = progress.during(() -> new FanOut(PARALLEL_NODES).settle(lanes));
        if (nodes.size() == 1 && results.getFirst() instanceof TaskResult.Failed<?>(UserError wrong)) {
            throw wrong;
        }
        int failed = 0;
        for (int i = 0; i < nodes.size(); i++) {
            failed += print(nodes.get(i), results.get(i));
        }
        int code = failed == 0 ? ExitCodes.DONE : ExitCodes.REMOTE;
        if (common.json()) {
            printer.json(CopyJson.report(nodes.size(), failed, code));
        }
        return code;
    }

    /** Returns 1 if the copy failed, and 0 otherwise. */
    private int print(NodeAddress node, TaskResult<List<CopyResult>> result) throws Exception {
        switch (result) {
            case TaskResult.Ok<List<CopyResult>>(List<CopyResult> all) -> {
                all.forEach(copied -> print(node, copied));
                return 0;
            }
            case TaskResult.Failed<List<CopyResult>>(ClusterException failure) -> {
                print(node, failure);
                return 1;
            }
            case TaskResult.Failed<List<CopyResult>>(Exception other) -> throw other;
        }
    }

    private void print(NodeAddress node, CopyResult copied) {
        if (common.json()) {
            printer.json(CopyJson.copied(node, copied));
        } else {
            printer.note(ExecNotes.name(node) + ": " + copied.describe());
        }
    }

    private void print(NodeAddress node, ClusterException failure) {
        if (common.json()) {
            printer.json(CopyJson.failed(node, failure.text()));
        }
        printer.note(ExecNotes.subject(node, failure) + failure.text());
        if (!failure.hint().isEmpty()) {
            printer.note("  " + failure.hint());
        }
    }
}
