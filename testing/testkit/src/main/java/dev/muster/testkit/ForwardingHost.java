package dev.muster.testkit;

import dev.muster.core.port.LocalTerminal;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;

/** A host that passes all on to another; a test overrides what it wants to hear or to change. */
public abstract class ForwardingHost implements RemoteHost {
    private final RemoteHost real;

    protected ForwardingHost(RemoteHost real) {
        this.real = real;
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public void loginAgain() {
        real.loginAgain();
    }

    @Override
    public RunResult run(RemoteCommand command) throws InterruptedException {
        return real.run(command);
    }

    @Override
    public int attach(String script, LocalTerminal terminal) throws InterruptedException {
        return real.attach(script, terminal);
    }

    @Override
    public Forward forward(int port) {
        return real.forward(port);
    }

    @Override
    public void close() {
        real.close();
    }
}
