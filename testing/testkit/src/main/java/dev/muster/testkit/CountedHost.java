package dev.muster.testkit;

import dev.muster.core.port.LocalTerminal;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import java.util.List;

/** A host that tells whenever something is asked of it. */
public final class CountedHost extends ForwardingHost {
    private final List<String> touched;

    /** @param touched gets its name; safe with many callers */
    public CountedHost(RemoteHost real, List<String> touched) {
        super(real);
        this.touched = touched;
    }

    @Override
    public RunResult run(RemoteCommand command) throws InterruptedException {
        touched.add(name());
        return super.run(command);
    }

    @Override
    public int attach(String script, LocalTerminal terminal) throws InterruptedException {
        touched.add(name());
        return super.attach(script, terminal);
    }

    @Override
    public Forward forward(int port) {
        touched.add(name());
        return super.forward(port);
    }
}
