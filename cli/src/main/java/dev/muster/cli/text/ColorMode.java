package dev.muster.cli.text;

/** Whether text is printed in colour. */
public enum ColorMode {
    COLOUR,
    NONE;

    private static final String RESET = "\033[0m";

    public String apply(Tone tone, String text) {
        return this == NONE || tone == Tone.PLAIN || text.isEmpty() ? text : tone.code + text + RESET;
    }
}
