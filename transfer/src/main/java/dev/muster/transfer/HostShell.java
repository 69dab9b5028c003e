package dev.muster.transfer;

import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Supplier;

/** Runs scripts on the host that is copied to or from, in whatever surroundings its owner needs (marks, logs). */
public interface HostShell {
    /** What people call the host. */
    String host();

    RunResult run(ShellScript script, Supplier<InputStream> input, OutputSink output) throws InterruptedException;

    /** A host as it is. */
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
