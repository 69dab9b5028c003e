package dev.muster.launcher.provider.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.config.ConfigReader;
import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.status.HostCheck;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.provider.MachinesTeardown;
import dev.muster.launcher.provider.Teardown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The teardown of machines that were created on demand, on real folders and processes. */
class ProcessTeardownTest {
    private static final ClusterId ID =
            new ClusterId(UUID.randomUUID().toString().replace("-", "").substring(16));
    private static final ClusterConfig CONFIG = ConfigReader.ofUser()
            .readExpanded("cluster_name: lab\nprovider: {type: process}\nmax_workers: 2\n", "test")
            .config();
    private static final NodeKey WORKER = NodeKey.worker("worker", 1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private NodeProvider machines;

    @BeforeEach
    void createHeadAndWorker() {
        machines = new ProcessNodeProvider(ID, CONFIG, folder.resolve("root"));
        machines.create(NodeKey.HEAD, "head", "head");
        machines.create(WORKER, "worker", "worker");
    }

    @Test
    void reportsTheWorkersThatTheHeadRemovedBefore() throws Exception {
        Teardown teardown = teardown(ID.value(), Optional.empty());
        machines.remove(WORKER);

        assertClean(teardown.clear(Set.of()));
    }

    @Test
    void removesTheWorkersOfAHeadWhoseFolderWasDeletedIfThisMachineKnowsTheCluster() throws Exception {
        machines.remove(NodeKey.HEAD);

        Teardown.Result result = teardown("", Optional.of(ID)).clear(Set.of());

        assertThat(result.hosts()).extracting(HostCheck::nodes).containsExactly(List.of("worker-1"));
        assertThat(folder.resolve("root/lab")).doesNotExist();
    }

    @Test
    void reportsNothingIfThereIsNoCluster() throws Exception {
        assertThat(teardown("", Optional.empty()).clear(Set.of()).hosts()).isEmpty();
        assertThat(machines.machines()).hasSize(2);
    }

    private void assertClean(Teardown.Result result) {
        assertThat(result.hosts()).hasSize(1).allSatisfy(check -> {
            assertThat(check.nodes()).containsExactly("head", "worker-1");
            assertThat(check.isClean()).as(check.toString()).isTrue();
        });
        assertThat(folder.resolve("root/lab")).doesNotExist();
    }

    private Teardown teardown(String foundId, Optional<ClusterId> knownId) throws Exception {
        Path root = Files.createDirectories(folder.resolve("root"));
        HostFacts facts = new HostFacts("head", Map.of("root", root.toString(), "cluster_id", foundId));
        ProcessOperatorSide side = new ProcessOperatorSide(CONFIG, root);
        return new MachinesTeardown(
                side,
                CONFIG,
                new Teardown.Request(
                        side.head(), Optional.of(facts), knownId, Optional.empty(), false, false, List.of()));
    }
}
