package dev.muster.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTextTest {
    @Test
    void printsNothingThatControlsATerminal() {
        assertThat(TerminalText.printable("a\u001b]0;x\u0007\u001b[2Jb\n\tc\u009bd"))
                .isEqualTo("a?]0;x??[2Jb  c?d");
    }

    /** The text behind such a character would run from right to left, over what was printed before it. */
    @Test
    void printsNothingThatChangesTheOrderOfText() {
        assertThat(TerminalText.printable("a\u202eb\u2066c\u200f")).isEqualTo("a?b?c?");
        assertThat(TerminalText.printable("\u0645\u0631\u062d\u0628\u0627 \u00fc \ud83d\ude00"))
                .hasSize(10);
    }

    @Test
    void aPaintedLineKeepsItsColoursAndNothingElse() {
        assertThat(TerminalText.painted("\033[1;31mred\033[0m\r\033[2Kover \033]0;x\007\033[31"))
                .isEqualTo("\033[1;31mred\033[0m??[2Kover ?]0;x??[31");
    }
}
