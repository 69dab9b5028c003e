package dev.muster.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.core.status.UsageSample;
import dev.muster.daemon.RecordedHost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageMeterTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path root;

    private UsageMeter meter(RecordedHost host) {
        return new UsageMeter(host.files(), root, new GpuProbe(host.files()), START);
    }

    @Test
    void withoutLimitsTheUsageOfTheWholeMachineCounts() throws IOException {
        RecordedHost host = RecordedHost.unpack("metal", root);
        UsageMeter meter = meter(host);
        host.put(
                "/proc/stat",
                "cpu0 1300 0 600 50000 125 0 50 0 0 0\ncpu1 1000 0 500 60000 9125 0 50 0 0 0\ncpu2 1000 0 500 0 0 0 50\n"
                        + "cpu3 1000 0 500 0 0 0 50\ncpu4 1000 0 500 0 0 0 50\ncpu5 1000 0 500 0 0 0 50\ncpu6 1000 0 500 0 0 0 50\ncpu7 1000 0 500 0 0 0 50\n");
        UsageSample use = meter.read(START.plusSeconds(2));
        assertThat(use.cpu()).as("4 s of one core in 2 s").isEqualTo(2.0, within(1e-9));
        assertThat(use.load1()).isEqualTo(1.27);
        assertThat(use.memory()).isEqualTo((32780412L - 24585308L) * 1024);
        assertThat(use.disk()).isPositive();
    }

    @Test
    void withALimitOnlyTheUsageOfTheControlGroupCounts() throws IOException {
        RecordedHost host = RecordedHost.unpack("container-v2", root);
        UsageMeter meter = meter(host);
        host.put("/sys/fs/cgroup/cpu.stat", "usage_usec 7400000\n");
        UsageSample use = meter.read(START.plusSeconds(2));
        assertThat(use.cpu()).isEqualTo(1.2, within(1e-9));
        assertThat(use.memory()).as("reclaimable page cache is free").isEqualTo(1L << 30);
    }

    @Test
    void readsTheCountersOfCgroup1() throws IOException {
        RecordedHost host = RecordedHost.unpack("container-v1", root);
        UsageMeter meter = meter(host);
        host.put("/sys/fs/cgroup/cpu,cpuacct/cpuacct.usage", "4000000000\n");
        UsageSample use = meter.read(START.plusSeconds(2));
        assertThat(use.cpu()).isEqualTo(0.5, within(1e-9));
        assertThat(use.memory()).isEqualTo(768L << 20);
    }

    @Test
    void resetCountersGiveZero() throws IOException {
        RecordedHost host = RecordedHost.unpack("container-v2", root);
        UsageMeter meter = meter(host);
        host.put("/sys/fs/cgroup/cpu.stat", "usage_usec 10\n");
        assertThat(meter.read(START.plusSeconds(2)).cpu()).isZero();
        assertThat(meter.read(START.plusSeconds(2)).cpu())
                .as("no time has passed")
                .isZero();
    }

    @Test
    void theUsageNeverExceedsTheLimit() throws IOException {
        RecordedHost host = RecordedHost.unpack("container-v2", root);
        UsageMeter meter = meter(host);
        host.put("/sys/fs/cgroup/cpu.stat", "usage_usec 99000000\n");
        assertThat(meter.read(START.plusSeconds(2)).cpu()).isEqualTo(1.5);
    }
}
