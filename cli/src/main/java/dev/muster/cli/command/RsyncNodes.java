package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.CopyJson;
import dev.muster.core.FanOut;
import dev.muster.core.TaskResult;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.UserError;
import dev.muster.transfer.CopyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** One copy on nodes side by side, each for itself, and what came of it. */
final class RsyncNodes {
    private static final int AT_ONCE = 16;

    private final Printer printer;
    private final CommonOptions common;

    RsyncNodes(Printer printer, CommonOptions common) {
        this.printer = printer;
        this.common = common;
    }

    interface Work {
        List<CopyResult> copy(NodeAddress node) throws InterruptedException;
    }

    /** @return the exit code */
    int run(List<NodeAddress> nodes, Work work, CopyProgress progress) throws Exception {
        List<Callable<List<CopyResult>>> lanes = new ArrayList<>();
        nodes.forEach(node -> lanes.add(() -> work.copy(node)));
        List<TaskResult<List<CopyResult>>> settled = progress.during(() -> new FanOut(AT_ONCE).settle(lanes));
        int failed = 0;
        for (int i = 0; i < nodes.size(); i++) {
            failed += tell(nodes.get(i), settled.get(i));
        }
        int code = failed == 0 ? ExitCodes.DONE : ExitCodes.REMOTE;
        if (common.json()) {
            printer.json(CopyJson.report(nodes.size(), failed, code));
        }
        return code;
    }

    /** 1 where it failed. */
    private int tell(NodeAddress node, TaskResult<List<CopyResult>> settled) throws Exception {
        switch (settled) {
            case TaskResult.Ok<List<CopyResult>>(List<CopyResult> all) -> {
                all.forEach(copied -> tell(node, copied));
                return 0;
            }
            case TaskResult.Failed<List<CopyResult>>(ClusterException failure) -> {
                if (failure instanceof UserError wrong) {
                    throw wrong;
                }
                tell(node, failure);
                return 1;
            }
            case TaskResult.Failed<List<CopyResult>>(Exception other) -> throw other;
        }
    }

    private void tell(NodeAddress node, CopyResult copied) {
        if (common.json()) {
            printer.json(CopyJson.copied(node, copied));
        } else {
            printer.note(ExecNotes.name(node) + ": " + copied.text());
        }
    }

    private void tell(NodeAddress node, ClusterException failure) {
        if (common.json()) {
            printer.json(CopyJson.failed(node, failure.text()));
        }
        printer.note(ExecNotes.name(node) + ": " + failure.text());
        if (!failure.hint().isEmpty()) {
            printer.note("  " + failure.hint());
        }
    }
}
