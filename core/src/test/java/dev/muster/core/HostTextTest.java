package dev.muster.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.event.Event;
import dev.muster.core.failure.RemoteFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests that what a host printed is bounded and plain where it becomes a failure or an event. */
class HostTextTest {
    private static final String WILD = "a\u001b[2Jb\u202ec\r\n";
    private static final String LONG = "x".repeat(1 << 20);

    @Test
    void aTextKeepsItsLinesAndNothingThatControlsATerminal() {
        assertThat(HostText.text(WILD + "d")).isEqualTo("a [2Jb c \nd");
        assertThat(HostText.line(WILD)).isEqualTo("a [2Jb c  ");
    }

    @Test
    void aFailureIsBoundedAndPlain() {
        RemoteFailure failure = new RemoteFailure("h", WILD + LONG, LONG, false, List.of(WILD, LONG));

        assertThat(failure.text()).startsWith("a [2Jb c \n").hasSize(HostText.LONGEST_TEXT);
        assertThat(failure.hint()).hasSize(HostText.LONGEST_TEXT);
        assertThat(failure.lastLines()).hasSize(2).allMatch(line -> line.length() <= HostText.LONGEST_LINE);
    }

    @Test
    void anEventIsBoundedAndPlain() {
        Event event = Event.of(Instant.EPOCH, Event.Kind.HEAD, "started", WILD + LONG)
                .withDetails(Map.of("cause", WILD, "last_lines", LONG));

        assertThat(event.message()).startsWith("a [2Jb c \n").hasSize(HostText.LONGEST_TEXT);
        assertThat(event.details().get("cause")).isEqualTo("a [2Jb c \n");
        assertThat(event.details().get("last_lines")).hasSize(HostText.LONGEST_TEXT);
    }
}
