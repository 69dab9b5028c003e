package dev.muster.cli.run;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.Failures;
import dev.muster.cli.option.CommonOptions;
import dev.muster.core.failure.RemoteFailure;
import java.util.concurrent.Callable;

/**
 * Passes on the exit code of a remote command. If there is none, because the host is unreachable or the connection was lost, it is 255, as for ssh.
 */
public final class PassedExitCode {
    private PassedExitCode() {}

    public static int of(CommandContext context, CommonOptions common, Callable<Integer> work) throws Exception {
        try {
            return work.call();
        } catch (RemoteFailure failure) {
            if (Thread.currentThread().isInterrupted()) {
                throw failure;
            }
            Failures.Detail detail = common.isVerbose() ? Failures.Detail.FULL : Failures.Detail.SHORT;
            new Failures(context.process().streams().err(), detail).report(failure);
            return ExitCodes.UNREACHABLE;
        }
    }
}
