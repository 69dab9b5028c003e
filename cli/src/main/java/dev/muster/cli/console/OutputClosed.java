package dev.muster.cli.console;

/** Nobody reads standard output any more, as with {@code | head}: the command ends without a word, as by SIGPIPE. */
public final class OutputClosed extends RuntimeException {
    public OutputClosed() {
        super("standard output was closed");
    }
}
