package dev.muster.cli.text;

/**
 * @param title as in the head line; its width is the least the column takes
 * @param fit what happens where the window is too narrow
 */
public record Column(String title, Side side, Fit fit) {
    public enum Side {
        LEFT,
        RIGHT
    }

    /** {@code KEEP} always whole · {@code CUT} shortened with {@code …} · {@code DROP} left out before anything is shortened, the last first. */
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
