package dev.muster.head.state;

/** The state's file cannot be used, and no repeat will change that: an operator must look. The message says what to do. */
public final class DamagedState extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedState(String message, Throwable cause) {
        super(message, cause);
    }

    DamagedState(String message) {
        super(message);
    }
}
