package dev.muster.core.port;

import dev.muster.core.failure.UserError;

/**
 * A machine on which commands run, over SSH or on this machine. One connection serves all calls; calls may be made from several threads.
 *
 * <p>A command that ends with a code other than 0 is an answer, not a failure. {@link dev.muster.core.failure.RemoteFailure} means that the host was not
 * reached, refused us, or went away; it says whether a repeat can help. Interrupting the calling thread, or {@link #close}, ends the
 * command on the host too.
 */
public interface RemoteHost extends AutoCloseable {
    /** What people call it: in messages and tables. */
    String name();

    /** Says that it will soon be used: where connecting takes time, that begins now. Returns at once; what fails is told by the next call. */
    default void approach() {}

    /** Runs the script with {@code sh}; returns when it ended and its output was delivered. */
    RunResult run(RemoteCommand command) throws InterruptedException;

    /** Runs the script on a terminal of its own, joined to the person's terminal; returns its exit code. */
    int attach(String script, LocalTerminal terminal) throws InterruptedException;

    /** A way from this machine to a port on the host's loopback or own address. */
    Forward forward(int port);

    /** The same, from a port of this machine that was chosen. Throws {@link UserError} where that one is taken, or cannot differ from the host's. */
    default Forward forward(int local, int port) {
        throw new UserError(name() + ": no port of this machine can be chosen for its port " + port);
    }

    @Override
    void close();

    /** Connect to {@code host:port} to reach the forwarded port. */
    interface Forward extends AutoCloseable {
        String host();

        int port();

        @Override
        void close();
    }
}
