package dev.muster.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeFacts;
import dev.muster.core.Resources;
import dev.muster.daemon.RecordedHost;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsCollectorTest {
    private static final long GIB = 1L << 30;

    @TempDir
    private Path root;

    private NodeFacts facts(RecordedHost host) {
        return new FactsCollector(host.files(), root, new GpuProbe(host.files())).collect();
    }

    @Test
    void bareMetalHasAllOnlineCpusAndAllMemory() throws IOException {
        NodeFacts facts = facts(RecordedHost.unpack("metal", root));
        assertThat(facts.found()).isEqualTo(Resources.of("CPU", 8, "memory", 32780412L * 1024));
        assertThat(facts.hostname()).isEqualTo("metal1");
        assertThat(facts.memoryTotal()).isEqualTo(32780412L * 1024);
        assertThat(facts.diskTotal()).isPositive();
        assertThat(facts.details())
                .containsEntry("os", "Debian GNU/Linux 12 (bookworm)")
                .containsEntry("kernel", "6.1.0-18-amd64")
                .containsEntry("cpu_model", "Intel(R) Xeon(R) Gold 6226R CPU @ 2.90GHz")
                .containsEntry("cgroup", "v2");
    }

    @Test
    void aContainerOnCgroup2HasItsQuotaAndMemoryLimit() throws IOException {
        assertThat(facts(RecordedHost.unpack("container-v2", root)).found())
                .isEqualTo(Resources.of("CPU", 1.5, "memory", 4 * GIB));
    }

    @Test
    void aContainerOnCgroup1HasItsQuotaAndMemoryLimit() throws IOException {
        assertThat(facts(RecordedHost.unpack("container-v1", root)).found())
                .isEqualTo(Resources.of("CPU", 2.5, "memory", 2 * GIB));
    }

    @Test
    void aCpusetLimitsIfItIsTighterThanTheQuota() throws IOException {
        RecordedHost host = RecordedHost.unpack("container-v1", root)
                .put("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "600000\n");
        assertThat(facts(host).found().amount("CPU")).isEqualTo(4);
    }

    @Test
    void theTightestLimitOfAllParentsApplies() throws IOException {
        assertThat(facts(RecordedHost.unpack("hybrid", root)).found())
                .isEqualTo(Resources.of("CPU", 8, "memory", 8 * GIB));
    }

    @Test
    void withoutControlGroupsTheWholeMachineCounts() throws IOException {
        RecordedHost host = RecordedHost.unpack("metal", root).remove("/proc/self/mountinfo");
        assertThat(facts(host).found().amount("CPU")).isEqualTo(8);
        assertThat(facts(host).details()).containsEntry("cgroup", "none");
    }

    @Test
    void gpusAreCountedFromDeviceFilesWithoutNvidiaSmi() throws IOException {
        RecordedHost host = RecordedHost.unpack("metal", root)
                .put("/dev/nvidia0", "")
                .put("/dev/nvidia1", "")
                .put("/dev/nvidiactl", "")
                .put("/dev/nvidia-uvm", "");
        assertThat(facts(host).found().amount("GPU")).isEqualTo(2);
    }

    @Test
    void aMachineWithoutReadableFilesHasDefaults() {
        NodeFacts facts = facts(new RecordedHost(root));
        assertThat(facts.found().amount("CPU")).isEqualTo(1);
        assertThat(facts.hostname()).isEqualTo("unknown");
    }
}
