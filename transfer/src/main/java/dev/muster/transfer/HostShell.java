package dev.muster.transfer;

import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Supplier;

/** Runs scripts on the host to copy to or from. Its owner adds markers and logs as needed. */
public interface HostShell {
    /** Returns the host's name for messages. */
    String host();

    /**
     * Runs a script. Throws {@code RemoteFailure} if the host cannot be reached.
     *
     * @param input opens the input; may be called again after a lost connection
     */
    RunResult run(ShellScript script, Supplier<InputStream> input, OutputSink output) throws InterruptedException;

    /** Returns a shell that adds nothing. */
    static HostShell of(RemoteHost host) {
        return new HostShell() {
            @Override
            public String host() {
                return host.name();
            }

            @Override
            public RunResult run(ShellScript script, Supplier<InputStream> input, OutputSink output)
                    throws InterruptedException {
                return host.run(new RemoteCommand(script.text(), input, Duration.ofDays(7), output));
            }
        };
    }
}
