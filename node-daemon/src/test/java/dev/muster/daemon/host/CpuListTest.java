package dev.muster.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuListTest {
    @Test
    void readsRangesAndSingleNumbers() {
        assertThat(CpuList.parse("0-3,8,10-11\n").toString()).isEqualTo("{0, 1, 2, 3, 8, 10, 11}");
    }

    @Test
    void ignoresInvalidParts() {
        assertThat(CpuList.parse("")).isEqualTo(CpuList.parse("x-y,3-1,-5,0-99999999"));
        assertThat(CpuList.parse("").isEmpty()).isTrue();
    }
}
