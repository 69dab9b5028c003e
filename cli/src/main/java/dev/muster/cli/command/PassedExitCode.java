package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.Failures;
import dev.muster.core.failure.RemoteFailure;
import java.util.concurrent.Callable;

/** The exit code of a command whose code is somebody else's: 255, as ssh's, where there is none because the host is not reached, or lost. */
final class PassedExitCode {
    private PassedExitCode() {}

    static int of(CommandContext context, CommonOptions common, Callable<Integer> work) throws Exception {
        try {
            return work.call();
        } catch (RemoteFailure failure) {
            if (Thread.currentThread().isInterrupted()) {
                throw failure;
            }
            Failures.Detail detail = common.isVerbose() ? Failures.Detail.FULL : Failures.Detail.SHORT;
            new Failures(context.surroundings().streams().err(), detail).report(failure);
            return ExitCodes.UNREACHABLE;
        }
    }
}
