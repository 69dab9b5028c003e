package dev.muster.testkit.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs each test of a subclass under every shell that hosts have. The host's home and lease are in {@code folder}. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init")
public abstract class EachShell {
    @Parameter
    protected PosixShell shell;

    @TempDir
    protected Path folder;

    protected ShellHost host;

    @BeforeEach
    void openHost() {
        assumeTrue(shell.isInstalled(), shell + " is not installed");
        host = new ShellHost("host", shell, folder);
    }

    protected RunResult run(ShellScript script) throws InterruptedException {
        return host.run(RemoteCommand.of(script.text()));
    }

    protected RunResult run(ShellScript script, String input) throws InterruptedException {
        return host.run(RemoteCommand.of(script.text()).withInput(input));
    }

    /** Runs a script that must succeed and print nothing to standard error, and returns what it printed. */
    protected String output(ShellScript script) throws InterruptedException {
        RunResult result = run(script);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return result.out();
    }
}
