package dev.muster.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table(
            Column.text("NAME"),
            Column.number("COUNT"),
            Column.text("WHY").cuttable(),
            Column.text("MORE").droppable());

    @Test
    void alignsTextLeftAndNumbersRight() {
        row("cpu-1", "7", "a reason", "x");
        row("gpu-10", "1200", "b", "y");

        assertThat(table.lines(80, ColorMode.NONE))
                .containsExactly(
                        "NAME    COUNT  WHY       MORE", //
                        "cpu-1       7  a reason  x", //
                        "gpu-10   1200  b         y");
    }

    @Test
    void dropsColumnsBeforeItCutsOthers() {
        row("cpu-1", "7", "a rather long reason", "more words");

        assertThat(table.lines(40, ColorMode.NONE))
                .containsExactly("NAME   COUNT  WHY", "cpu-1      7  a rather long reason");
        assertThat(table.lines(30, ColorMode.NONE))
                .containsExactly("NAME   COUNT  WHY", "cpu-1      7  a rather long r…");
    }

    @Test
    void leavesOutEmptyColumns() {
        row("cpu-1", "", "a", "");

        assertThat(table.lines(80, ColorMode.NONE)).containsExactly("NAME   WHY", "cpu-1  a");
    }

    @Test
    void alignsByTheCellsOfCharacters() {
        row("节点", "1", "a", "");
        row("é́x", "1", "b", "");

        assertThat(table.lines(80, ColorMode.NONE))
                .containsExactly("NAME  COUNT  WHY", "节点      1  a", "é́x" + "        1  b");
    }

    @Test
    void replacesControlCharacters() {
        row("a\033[2Jb\nc", "1", "", "");

        assertThat(table.lines(80, ColorMode.NONE).getLast()).startsWith("a?[2Jb c");
    }

    @Test
    void coloursWithoutChangingTheAlignment() {
        table.row(new Cell("ready", Tone.GOOD), Cell.of("1"), Cell.of("x"), Cell.EMPTY);

        assertThat(table.lines(80, ColorMode.COLOUR).getLast()).isEqualTo("\033[32mready\033[0m      1  x");
    }

    private void row(String name, String count, String why, String more) {
        table.row(Cell.of(name), Cell.of(count), Cell.of(why), Cell.of(more));
    }
}
