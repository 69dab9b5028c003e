package dev.muster.engine;

/** The engine does not answer, or refuses the head. */
public final class EngineUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    public EngineUnavailable(String message) {
        super(message);
    }

    public EngineUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
