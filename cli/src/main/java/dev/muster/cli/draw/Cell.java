package dev.muster.cli.draw;

import dev.muster.cli.console.Lines;

/** @param text one line, without control characters */
public record Cell(String text, Tone tone) {
    public static final Cell EMPTY = new Cell("", Tone.PLAIN);

    public Cell {
        text = Lines.printable(text);
    }

    public static Cell of(String text) {
        return new Cell(text, Tone.PLAIN);
    }
}
