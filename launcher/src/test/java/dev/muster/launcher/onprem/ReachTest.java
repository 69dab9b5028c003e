package dev.muster.launcher.onprem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code up} writes for the head, line by line. */
class ReachTest {
    private static final Way WAY = new Way("10.0.0.2", 22, "bob", Optional.of("vm2.lab"));
    private static final Reach DIRECT =
            new Reach("vm2", WAY, List.of(), "/r", 4, 1024, Reach.State.AUTHORISED, "", Instant.ofEpochSecond(7), "h");
    private static final Reach BEHIND = new Reach(
            "vm2",
            WAY,
            List.of(new Way("gw", 2222, "ann", Optional.empty()), new Way("gw2", 22, "bob", Optional.of("g"))),
            "/r",
            4,
            1024,
            Reach.State.AUTHORISED,
            "",
            Instant.ofEpochSecond(7),
            "h");

    @Test
    void isReadAsItWasWrittenWithAllItsJumps() {
        assertThat(Reach.parse(DIRECT.line() + "\n" + BEHIND.line())).containsExactly(DIRECT, BEHIND);
    }

    /** The line of a host without jumps is that of earlier releases, so that neither side forgets what it knew. */
    @Test
    void aHostWithoutJumpsHasTwelveFields() {
        assertThat(DIRECT.line()).isEqualTo("vm2\t10.0.0.2\t22\tbob\tvm2.lab\t/r\t4\t1024\tAUTHORISED\t\t7\th");
    }

    @Test
    void anotherWayIsAnotherLogin() {
        assertThat(DIRECT.leadsWhere(BEHIND)).isFalse();
        assertThat(BEHIND.leadsWhere(BEHIND.found(Reach.State.FAILED, "why", Instant.EPOCH)))
                .isTrue();
    }

    @Test
    void aLineThatIsNotWholeIsPassedOver() {
        assertThat(Reach.parse("vm2\t10.0.0.2\n" + BEHIND.line() + "\tmore\n"
                        + DIRECT.line().replace("22", "0")))
                .isEmpty();
    }
}
