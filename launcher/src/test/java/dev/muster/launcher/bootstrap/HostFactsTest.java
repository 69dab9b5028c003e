package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.failure.RemoteFailure;
import org.junit.jupiter.api.Test;

/** Tests what is read from the output of {@code facts.sh}. */
class HostFactsTest {
    private static final String SHA = "0123456789abcdef".repeat(4);

    @Test
    void readsTheResourcesOfTheHost() {
        HostFacts facts = HostFacts.parse(
                "vm1", "Welcome!\nroot=/evil\nmuster-facts 1\nroot=/srv/a=b\nlayer." + SHA + "=here\nstep.setup=d1\n");

        assertThat(facts.root()).isEqualTo("/srv/a=b");
        assertThat(facts.hasLayer(SHA)).isTrue();
        assertThat(facts.stepDigest("setup")).isEqualTo("d1");
    }

    /** Without a limit a host could fill the memory of whoever probes it. */
    @Test
    void ignoresLongLinesAndInvalidKeys() {
        HostFacts facts = HostFacts.parse(
                "vm1", "muster-facts 1\nkernel=" + "x".repeat(1 << 20) + "\n\u001b[2Jos=Linux\narch=x86_64\n");

        assertThat(facts.values()).containsOnlyKeys("arch");
    }

    @Test
    void anUnexpectedAnswerIsAFailureOfTheHost() {
        assertThatThrownBy(() -> HostFacts.parse("vm1", "This account is not available.\n"))
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining("vm1: the shell did not answer");
    }
}
