package dev.muster.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.config.provider.LocalHosts;
import dev.muster.config.provider.ProcessNodes;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.config.HostConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files that newcomers meet first. */
class ExampleConfigsTest {
    static final Path CONFIGS = Path.of("..", "configs");

    @Test
    void quickstartBringsUpAHeadAndTwoWorkersAndGrowsToSix() {
        ParsedConfig reading = ConfigReader.ofUser().read(CONFIGS.resolve("quickstart.yaml"));

        ClusterConfig config = reading.forUp();
        assertThat(reading.warnings()).isEmpty();
        assertThat(config.name()).isEqualTo("quickstart");
        assertThat(config.provider()).isInstanceOf(ProcessNodes.class);
        assertThat(config.minWorkers()).isEqualTo(2);
        assertThat(config.maxWorkers()).isEqualTo(6);
        assertThat(config.headType()).isEqualTo("head");
        assertThat(config.head().maxWorkers()).isZero();
        assertThat(config.type("worker").maxWorkers()).isEqualTo(6);
        assertThat(config.type("worker").resources()).isEqualTo(Resources.of("CPU", 2));
        assertThat(config.idleTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.engine()).isEqualTo(EngineConfig.NATIVE);
    }

    @Test
    void onPremListsEightMachinesOfWhichTheFirstIsTheHead() {
        ClusterConfig config = read("on-prem.yaml").forUp();

        LocalHosts hosts = (LocalHosts) config.provider();
        assertThat(hosts.head().host()).isEqualTo("vm1");
        assertThat(hosts.workers())
                .extracting(HostConfig::host)
                .containsExactly("vm2", "vm3", "vm4", "vm5", "vm6", "vm7", "vm8");
        assertThat(config.minWorkers()).isEqualTo(7);
    }

    @Test
    void onPremTypesHasHostsThatDiffer() {
        ClusterConfig config = read("on-prem-types.yaml").forUp();

        assertThat(config.head().noResources()).containsExactly("CPU");
        assertThat(config.type("cpu").maxWorkers()).isEqualTo(9);
        assertThat(config.type("gpu").resources().units("memory")).isEqualTo(128L * (1 << 30) * Resources.ONE);
        assertThat(config.minWorkers()).isEqualTo(2);
    }

    @Test
    void rayClusterIsReadUnmodifiedAndRunsRay() {
        ClusterConfig config = read("ray-cluster.yaml").forUp();

        assertThat(config.engine().name()).isEqualTo("ray");
        assertThat(config.engine().reason()).isEqualTo("the file has head_start_ray_commands");
    }

    @Test
    void rayOnPremBeginsWithoutWorkersAndHasWhatTheExamplesNeed() {
        ClusterConfig config = read("ray-on-prem.yaml").forUp();

        assertThat(config.engine().name()).isEqualTo("ray");
        assertThat(config.minWorkers()).isZero();
        assertThat(config.maxWorkers()).isEqualTo(9);
        assertThat(config.head().noResources()).containsExactly("CPU");
        assertThat(config.type("cpu").resources()).isEqualTo(Resources.of("vm", 1));
        List<HostConfig> workers = ((LocalHosts) config.provider()).workers();
        assertThat(workers).extracting(host -> host.labels().get("rack")).contains("a", "b");
        assertThat(workers).anyMatch(host -> host.resources().units("licence") > 0);
    }

    private static ParsedConfig read(String name) {
        ParsedConfig reading = ConfigReader.ofUser().read(CONFIGS.resolve(name));
        assertThat(reading.warnings()).isEmpty();
        return reading;
    }
}
