package dev.muster.cli.text;

/**
 * A column of a {@link Table}.
 *
 * @param title its title, whose width is the least width of the column
 * @param fit what happens if the window is too narrow
 */
public record Column(String title, Side side, Fit fit) {
    /** The side to which the text is aligned. */
    public enum Side {
        LEFT,
        RIGHT
    }

    /** {@code KEEP} is always shown whole. {@code CUT} is shortened with {@code …}. {@code DROP} is left out before any column is shortened, the last one first. */
    public enum Fit {
        KEEP,
        CUT,
        DROP
    }

    public static Column text(String title) {
        return new Column(title, Side.LEFT, Fit.KEEP);
    }

    public static Column number(String title) {
        return new Column(title, Side.RIGHT, Fit.KEEP);
    }

    public Column cuttable() {
        return new Column(title, side, Fit.CUT);
    }

    public Column droppable() {
        return new Column(title, side, Fit.DROP);
    }
}
