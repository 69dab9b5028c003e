package dev.muster.cli.engine;

import dev.muster.cli.option.PositionalArguments;
import dev.muster.core.failure.UserError;
import dev.muster.engine.JobId;
import java.util.List;

/** Reads the ID of a job from a command line. */
final class JobArguments {
    private JobArguments() {}

    /** Returns the only argument besides CONFIG. */
    static JobId id(PositionalArguments positional, String command) {
        List<String> others = positional.others();
        if (others.isEmpty()) {
            throw new UserError("missing argument ID", "example: cluster " + command + " train-1");
        }
        if (others.size() > 1) {
            throw new UserError(
                    "'" + command + "' takes one job, not " + others.size(),
                    "example: cluster " + command + " train-1");
        }
        return id(others.getFirst());
    }

    static JobId id(String text) {
        return JobId.find(text)
                .orElseThrow(() -> new UserError("'" + text + "' is not an ID of a job", "use " + JobId.RULE));
    }
}
