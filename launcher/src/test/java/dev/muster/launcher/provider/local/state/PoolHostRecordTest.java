package dev.muster.launcher.provider.local.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.config.AuthConfig.HostKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests the lines that {@code up} writes for the head. */
class PoolHostRecordTest {
    private static final SshRoute WAY = new SshRoute("10.0.0.2", 22, "bob", Optional.of("vm2.lab"));
    private static final PoolHostRecord DIRECT = new PoolHostRecord(
            "vm2", WAY, List.of(), "/r", 4, 1024, PoolHostRecord.State.AUTHORISED, "", Instant.ofEpochSecond(7), "h");
    private static final PoolHostRecord BEHIND = new PoolHostRecord(
            "vm2",
            WAY,
            List.of(
                    new SshRoute("gw", 2222, "ann", Optional.empty(), HostKeys.STRICT),
                    new SshRoute("gw2", 22, "bob", Optional.of("g"))),
            "/r",
            4,
            1024,
            PoolHostRecord.State.AUTHORISED,
            "",
            Instant.ofEpochSecond(7),
            "h");

    @Test
    void isReadAsWrittenWithAllJumpHosts() {
        assertThat(PoolHostRecord.parse(DIRECT.toLine() + "\n" + BEHIND.toLine()))
                .containsExactly(DIRECT, BEHIND);
    }

    @Test
    void readsTheRecordsOfEarlierReleases() {
        String machine = "\th\t";
        assertThat(PoolHostRecord.parse(DIRECT.toLine().replace(machine, "\th") + "\n"
                        + BEHIND.toLine().replace(machine, "\th")))
                .containsExactly(DIRECT, BEHIND);
    }

    /** A head that somebody took over must not put commands into the operator's shell. */
    @Test
    void skipsHostNamesThatNoConfigCanHave() {
        assertThat(PoolHostRecord.parse(DIRECT.toLine().replaceFirst("vm2", "x;touch y;")))
                .isEmpty();
        assertThat(PoolHostRecord.parse(DIRECT.toLine().replace("10.0.0.2", "-oProxyCommand=x")))
                .isEmpty();
    }

    @Test
    void aHostWithoutJumpsHasThirteenFields() {
        assertThat(DIRECT.toLine()).isEqualTo("vm2\t10.0.0.2\t22\tbob\tvm2.lab\t/r\t4\t1024\tAUTHORISED\t\t7\th\t");
    }

    @Test
    void theReasonIsAFieldOfTheHostsLine() {
        for (PoolHostRecord.State state : PoolHostRecord.State.values()) {
            PoolHostRecord found = DIRECT.withState(state, "a sentence", Instant.ofEpochSecond(8));

            assertThat(found.toLine().split("\t")).contains(state.name());
            assertThat(PoolHostRecord.parse(found.toLine())).containsExactly(found);
        }
    }

    @Test
    void anotherRouteIsAnotherLogin() {
        assertThat(DIRECT.hasSameRouteAs(BEHIND)).isFalse();
        assertThat(BEHIND.hasSameRouteAs(BEHIND.withState(PoolHostRecord.State.FAILED, "why", Instant.EPOCH)))
                .isTrue();
    }

    @Test
    void skipsAnIncompleteLine() {
        assertThat(PoolHostRecord.parse("vm2\t10.0.0.2\n" + BEHIND.toLine() + "\tmore\n"
                        + DIRECT.toLine().replace("22", "0")))
                .isEmpty();
    }
}
