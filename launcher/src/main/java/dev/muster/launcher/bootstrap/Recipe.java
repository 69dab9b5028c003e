package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;

/**
 * Digests of everything that a node depends on.
 *
 * @param setUp of its set-up
 * @param engine of the start of its engine; empty if it has none
 */
public record Recipe(String setUp, String engine) {
    private static final char SEPARATOR = '+';

    public static Recipe parse(String text) {
        int at = text.indexOf(SEPARATOR);
        return at < 0 ? new Recipe(text, "") : new Recipe(text.substring(0, at), text.substring(at + 1));
    }

    /** Returns one word, which {@link #parse} reads. */
    public String text() {
        return engine.isEmpty() ? setUp : setUp + SEPARATOR + engine;
    }

    /** Returns this recipe with the other one's engine, so that a change of the engine alone changes nothing. */
    public Recipe withEngineOf(Recipe other) {
        return engine.isEmpty() || other.engine.isEmpty() ? this : new Recipe(setUp, other.engine);
    }

    /** Returns a recipe that differs from this one, and from every recipe with the files that are not on the head yet. */
    public Recipe withFilesToCome() {
        return new Recipe(Digest.of(setUp, "and files to come"), engine);
    }
}
