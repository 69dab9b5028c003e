package dev.muster.config.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of host names become lists of names. */
class HostRangeTest {
    @Test
    void expandsARangeInOrder() {
        assertThat(HostRange.expand("vm[8-11]")).containsExactly("vm8", "vm9", "vm10", "vm11");
    }

    @Test
    void keepsLeadingZeros() {
        assertThat(HostRange.expand("n[09-11].lab")).containsExactly("n09.lab", "n10.lab", "n11.lab");
    }

    @Test
    void startsAtZeroWithoutPadding() {
        assertThat(HostRange.expand("n[0-1]")).containsExactly("n0", "n1");
    }

    @Test
    void changesTheLastBracketFastest() {
        assertThat(HostRange.expand("r[1,3]n[1-2]")).containsExactly("r1n1", "r1n2", "r3n1", "r3n2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vm[",
                "vm]",
                "vm[]",
                "vm[1-]",
                "vm[a-b]",
                "vm[[1-2]]",
                "vm[2-1]",
                "vm[0-10000]",
                "[1-101][1-100]",
                "v[1-9999999999]"
            })
    void refusesInvalidBounds(String range) {
        assertThatThrownBy(() -> HostRange.expand(range)).isInstanceOf(IllegalArgumentException.class);
    }
}
