package dev.muster.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveBoardTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private final LiveBoard board = new LiveBoard();

    @Test
    void showsWhatEachNodeIsDoingAndForHowLong() {
        step("cpu-1", "setup", "started", "pip install numpy");
        step("head", "bundle", "failed", "no space left");
        node("cpu-10", "ready");

        assertThat(board.lines(NOW.plusMillis(3_200), 24, 80, ColorMode.NONE))
                .containsExactly(
                        "  head    bundle failed                     no space left",
                        "  cpu-1   setup running              3.2 s  pip install numpy",
                        "  cpu-10  ready");
    }

    @Test
    void showsNoTimeForAStepThatHasEnded() {
        step("cpu-1", "setup", "done", "");
        step("cpu-2", "daemon", "skipped", "unchanged");

        assertThat(board.lines(NOW.plusSeconds(9), 24, 80, ColorMode.NONE))
                .containsExactly("  cpu-1  setup done", "  cpu-2  daemon skipped                    unchanged");
    }

    @Test
    void showsHowLongItTookUntilANodeWasReady() {
        step("cpu-1", "setup", "started", "");
        board.add(Event.of(NOW.plusMillis(8_600), Event.Kind.NODE, new NodeKey("cpu-1"), "ready", ""));

        assertThat(board.lines(NOW.plusSeconds(60), 24, 80, ColorMode.NONE))
                .containsExactly("  cpu-1  ready                      8.6 s");
    }

    @Test
    void fitsIntoTheRowsOfTheWindow() {
        for (int i = 1; i <= 50; i++) {
            node("cpu-" + i, "ready");
        }
        step("cpu-50", "setup", "failed", "exited 1");
        step("cpu-49", "setup", "started", "");

        assertThat(board.lines(NOW, 10, 80, ColorMode.NONE))
                .hasSizeLessThanOrEqualTo(8)
                .anySatisfy(line -> assertThat(line).contains("cpu-50  setup failed"))
                .last()
                .isEqualTo("  and 48 more, 49 of 50 done");
    }

    @Test
    void fitsIntoTheWidthOfTheWindow() {
        step("cpu-1", "setup", "started", "a very long message ".repeat(10));

        assertThat(board.lines(NOW, 24, 60, ColorMode.NONE))
                .allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(60));
    }

    private void step(String node, String step, String state, String message) {
        board.add(new Event(
                0, NOW, Event.Kind.STEP, Optional.of(new NodeKey(node)), Optional.of(step), state, message, Map.of()));
    }

    private void node(String node, String state) {
        board.add(Event.of(NOW, Event.Kind.NODE, new NodeKey(node), state, ""));
    }
}
