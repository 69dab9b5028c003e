package dev.muster.cli.text;

import java.util.ArrayList;
import java.util.List;

/** A table for the terminal: rows below a line of titles, aligned by their width in cells. A column whose cells are all empty is left out. */
public final class Table {
    private static final int GAP = 2;
    private static final int LEAST_CUT_WIDTH = 8;

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    public Table row(Cell... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    "a row of " + cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** @param width the width of the window in cells */
    public List<String> lines(int width, ColorMode paint) {
        List<Integer> shown = shown(width);
        int[] widths = widths(shown, width);
        List<String> lines = new ArrayList<>();
        lines.add(line(
                columns.stream().map(c -> new Cell(c.title(), Tone.FAINT)).toList(), shown, widths, paint));
        rows.forEach(row -> lines.add(line(row, shown, widths, paint)));
        return lines;
    }

    private List<Integer> shown(int width) {
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (hasContent(i)) {
                shown.add(i);
            }
        }
        for (int i = columns.size() - 1; i >= 0 && total(shown) > width; i--) {
            if (columns.get(i).fit() == Column.Fit.DROP) {
                shown.remove(Integer.valueOf(i));
            }
        }
        return shown;
    }

    private boolean hasContent(int column) {
        return rows.isEmpty()
                || rows.stream().anyMatch(row -> !row.get(column).text().isEmpty());
    }

    private int total(List<Integer> shown) {
        return shown.stream().mapToInt(this::natural).sum() + GAP * Math.max(0, shown.size() - 1);
    }

    private int natural(int column) {
        int widest = Width.of(columns.get(column).title());
        for (List<Cell> row : rows) {
            widest = Math.max(widest, Width.of(row.get(column).text()));
        }
        return widest;
    }

    /** Shortens the columns that may be cut until the table fits, the widest first. */
    private int[] widths(List<Integer> shown, int width) {
        int[] widths = shown.stream().mapToInt(this::natural).toArray();
        int excess = total(shown) - width;
        while (excess > 0) {
            int widest = widestToCut(shown, widths);
            if (widest < 0) {
                break;
            }
            widths[widest]--;
            excess--;
        }
        return widths;
    }

    private int widestToCut(List<Integer> shown, int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            boolean mayBeCut = columns.get(shown.get(i)).fit() == Column.Fit.CUT && widths[i] > LEAST_CUT_WIDTH;
            if (mayBeCut && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private String line(List<Cell> cells, List<Integer> shown, int[] widths, ColorMode paint) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            Cell cell = cells.get(shown.get(i));
            String text = Width.cut(cell.text(), widths[i]);
            int space = widths[i] - Width.of(text);
            boolean right = columns.get(shown.get(i)).side() == Column.Side.RIGHT;
            line.append(" ".repeat((i == 0 ? 0 : GAP) + (right ? space : 0)));
            line.append(paint.apply(cell.tone(), text));
            line.append(" ".repeat(right || i == widths.length - 1 ? 0 : space));
        }
        return line.toString().stripTrailing();
    }
}
