package dev.muster.testkit;

import dev.muster.core.port.LocalTerminal;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import java.util.List;

/**
 * A host that tells whenever something is asked of it.
 *
 * @param touched gets its name; safe with many callers
 */
public record CountedHost(RemoteHost real, List<String> touched) implements RemoteHost {
    @Override
    public String name() {
        return real.name();
    }

    @Override
    public RunResult run(RemoteCommand command) throws InterruptedException {
        touched.add(name());
        return real.run(command);
    }

    @Override
    public int attach(String script, LocalTerminal terminal) throws InterruptedException {
        touched.add(name());
        return real.attach(script, terminal);
    }

    @Override
    public Forward forward(int port) {
        touched.add(name());
        return real.forward(port);
    }

    @Override
    public void close() {
        real.close();
    }
}
