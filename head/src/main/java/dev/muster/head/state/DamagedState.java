package dev.muster.head.state;

/** The state's file cannot be used, and no repeat will change that: a person must look. The text says what to do. */
public final class DamagedState extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedState(String message, Throwable cause) {
        super(message, cause);
    }

    DamagedState(String message) {
        super(message);
    }
}
