package dev.muster.transfer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.core.port.RemoteHost;
import dev.muster.testkit.shell.PosixShell;
import dev.muster.testkit.shell.ShellHost;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs this module's scripts under every shell that hosts have. */
@ParameterizedClass
@EnumSource
final class EachShellTransferTest extends TransferContract {
    @Parameter
    PosixShell shell;

    @Override
    protected RemoteHost open() {
        assumeTrue(shell.isInstalled(), shell + " is not installed");
        return new ShellHost("here", shell, folder);
    }
}
