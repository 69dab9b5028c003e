package dev.muster.core.port;

import dev.muster.core.failure.UserError;
import java.util.Optional;

/**
 * A host on which commands run, over SSH or on this machine. One connection serves all calls, which may come from several threads.
 *
 * <p>A command that ends with an exit code other than 0 is a result, not a failure. {@link dev.muster.core.failure.RemoteFailure} means that
 * the host was unreachable, refused the login, or went away; it says whether a repeat can help. Interrupting the calling thread, or {@link
 * #close}, also ends the command on the host.
 */
public interface RemoteHost extends AutoCloseable {
    /** Returns the name for messages and tables. */
    String name();

    /** Starts to connect, because the host will be used soon. Returns immediately; the next call reports a failure. */
    default void approach() {}

    /** Returns why the last attempt to connect failed, while the next one is made; empty if none failed yet. */
    default Optional<String> connectFailure() {
        return Optional.empty();
    }

    /** Lets the next command log in again: a login keeps the groups that it began with. Commands that run are not disturbed. */
    default void loginAgain() {}

    /** Runs the script with {@code sh}. Returns when it has ended and its output was delivered. */
    RunResult run(RemoteCommand command) throws InterruptedException;

    /** Runs the script on a terminal that is connected to the operator's terminal. Returns its exit code. */
    int attach(String script, LocalTerminal terminal) throws InterruptedException;

    /** Forwards a free port of this machine to a port of the host. */
    Forward forward(int port);

    /** Forwards a given port of this machine. Throws {@link UserError} if it is in use, or if this kind of host cannot choose it. */
    default Forward forward(int local, int port) {
        throw new UserError(name() + ": the local port for its port " + port + " cannot be chosen");
    }

    @Override
    void close();

    /** A forwarded port. Connect to {@code host:port} to reach it. */
    interface Forward extends AutoCloseable {
        String host();

        int port();

        @Override
        void close();
    }
}
