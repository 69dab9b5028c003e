package dev.muster.launcher.provider.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.config.ConfigReader;
import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.port.NodeProvider;
import dev.muster.launcher.Marker;
import dev.muster.testkit.NodeProviderContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessNodeProviderTest extends NodeProviderContract {
    /** Unique to this run: parallel runs of this test on one machine must not see each other's processes. */
    private static final ClusterId CLUSTER =
            new ClusterId(UUID.randomUUID().toString().replace("-", "").substring(16));

    @TempDir
    Path root;

    @Override
    protected NodeProvider provider() {
        return new ProcessNodeProvider(CLUSTER, config("worker: {resources: {CPU: 2}, max_workers: 3}"), root);
    }

    @Override
    protected String type() {
        return "worker";
    }

    @Override
    protected NodeProvider reopened() {
        return provider();
    }

    @Test
    void aMachinesFolderIsPrivateToItsOwner() throws Exception {
        provider().create(NodeKey.worker("worker", 1), "worker", "worker");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("test/worker-1"))))
                .isEqualTo("rwx------");
    }

    @Test
    void endsOnlyProcessesWithTheNodesMarker() throws Exception {
        NodeKey key = NodeKey.worker("worker", 1);
        provider().create(key, "worker", "worker");
        Process own = sleeping(new Marker(CLUSTER, key));
        Process sibling = sleeping(new Marker(CLUSTER, NodeKey.worker("worker", 11)));
        try {
            provider().remove(key);

            assertThat(own.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(sibling.isAlive()).isTrue();
            assertThat(root.resolve("test/worker-1")).doesNotExist();
        } finally {
            own.destroyForcibly();
            sibling.destroyForcibly();
        }
    }

    @Test
    void leavesTheFolderOfAClusterOfTheSameNameAlone() {
        NodeKey key = NodeKey.worker("worker", 1);
        provider().create(key, "worker", "worker");
        NodeProvider other =
                new ProcessNodeProvider(new ClusterId("fedcba9876543210"), config("worker: {max_workers: 3}"), root);

        assertThatThrownBy(() -> other.create(key, "worker", "worker"))
                .isInstanceOf(ProviderFailure.class)
                .hasMessageContaining("belongs to another cluster");
        other.remove(key);
        assertThat(provider().machines()).hasSize(1);
        assertThat(other.machines()).isEmpty();
    }

    @Test
    void dividesTheMachineAmongAllPossibleNodes() {
        assertThat(MachineShare.of(8, 64L << 30, 4).each()).isEqualTo(Resources.of("CPU", 2, "memory", 16L << 30));
    }

    @Test
    void omitsResourcesThatATypeDeclaresAsZero() {
        NodeProvider provider =
                new ProcessNodeProvider(CLUSTER, config("worker: {resources: {CPU: 0}, max_workers: 1}"), root);

        assertThat(provider.offers().getFirst().resources().units("CPU")).isZero();
    }

    private static Process sleeping(Marker marker) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sleep", "60");
        builder.environment().put(Marker.VARIABLE, marker.value());
        return builder.start();
    }

    private static ClusterConfig config(String worker) {
        String text = """
                cluster_name: test
                provider: {type: process}
                max_workers: 3
                head_node_type: head
                available_node_types:
                  head: {resources: {CPU: 1}}
                  %s
                """.formatted(worker);
        return ConfigReader.ofUser().readExpanded(text, "test.yaml").config();
    }
}
