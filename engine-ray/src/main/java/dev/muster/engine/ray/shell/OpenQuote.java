package dev.muster.engine.ray.shell;

/** The text ends inside quotes or parentheses. */
final class OpenQuote extends RuntimeException {
    private static final long serialVersionUID = 1;

    OpenQuote() {
        super("the text ends inside quotes or parentheses", null, false, false);
    }
}
