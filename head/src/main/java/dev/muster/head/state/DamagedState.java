package dev.muster.head.state;

/** The file of the state cannot be used, and trying again does not help: an operator must act. The message tells what to do. */
public final class DamagedState extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedState(String message, Throwable cause) {
        super(message, cause);
    }

    DamagedState(String message) {
        super(message);
    }
}
