package dev.muster.cli.text;

import dev.muster.cli.console.TerminalText;

/**
 * A cell of a {@link Table}.
 *
 * @param text one line; control characters are replaced
 */
public record Cell(String text, Tone tone) {
    public static final Cell EMPTY = new Cell("", Tone.PLAIN);

    public Cell {
        text = TerminalText.printable(text);
    }

    public static Cell of(String text) {
        return new Cell(text, Tone.PLAIN);
    }
}
