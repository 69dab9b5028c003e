package dev.muster.engine;

/** The engine does not answer, or refuses the head. */
public final class EngineUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    private final String text;

    public EngineUnavailable(String text) {
        super(text);
        this.text = text;
    }

    public EngineUnavailable(String text, Throwable cause) {
        super(text, cause);
        this.text = text;
    }

    /** Returns why, for people. */
    public String text() {
        return text;
    }
}
