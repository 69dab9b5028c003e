package dev.muster.client.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.client.ClusterRef;
import dev.muster.core.NodeState;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.ssh.local.LocalShellHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadHostFactsTest {
    private static final String ENDPOINT =
            "{\"cluster\":\"lab\",\"cluster_id\":\"0123456789abcdef\",\"address\":\"10.0.0.1\",\"port\":7373,\"protocol\":1,\"version\":\"0.1.0\"}\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @SuppressWarnings("NullAway.Init")
    private Path head;

    @BeforeEach
    void aHead() throws IOException {
        head = Files.createDirectories(root.resolve("lab/head"));
        Files.writeString(head.resolve("endpoint.json"), ENDPOINT);
    }

    @Test
    void readsTheNodeListFile() throws Exception {
        Files.writeString(
                head.resolve("nodes.jsonl"),
                "{\"key\":\"cpu-1\",\"type\":\"cpu\",\"host\":\"vm2\",\"address\":\"10.0.0.2\",\"state\":\"lost\",\"folder\":\"/r/lab/cpu-1\"}\n");

        HeadHostFacts facts = read();

        assertThat(facts.root()).isEqualTo(root.toString());
        assertThat(facts.endpoint().port()).isEqualTo(7373);
        NodeAddress node = facts.nodes().orElseThrow().getFirst();
        assertThat(node.machine().host()).isEqualTo("vm2");
        assertThat(node.state()).isEqualTo(NodeState.LOST);
        assertThat(node.folder()).isEqualTo("/r/lab/cpu-1");
    }

    @Test
    void hasNoNodeListIfTheFileIsMissingOrInvalid() throws Exception {
        assertThat(read().nodes()).isEmpty();

        Files.writeString(head.resolve("nodes.jsonl"), "{\"key\":\"cpu-1\",\"state\":\"asleep\"}\n");

        assertThat(read().nodes()).isEmpty();
    }

    @Test
    void hasAnEmptyNodeListForAnEmptyFile() throws Exception {
        Files.writeString(head.resolve("nodes.jsonl"), "");

        assertThat(read().nodes()).hasValueSatisfying(nodes -> assertThat(nodes).isEmpty());
    }

    @Test
    void failsIfTheClusterIsNotUp() throws Exception {
        Files.delete(head.resolve("endpoint.json"));

        assertThatThrownBy(this::read).isInstanceOf(NoCluster.class).hasMessageContaining("cluster 'lab' is not up");
    }

    @Test
    void namesTheHostThatAnswersNonsense() throws Exception {
        Files.writeString(head.resolve("endpoint.json"), "{\"port\":\"many\"}");

        assertThatThrownBy(this::read)
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining("vm1 answered something unexpected");
    }

    private HeadHostFacts read() throws InterruptedException {
        try (LocalShellHost host = new LocalShellHost("vm1", root.resolve("home"))) {
            return HeadHostFacts.read(host, Optional.of(root.toString()), new ClusterRef.Known("lab"));
        }
    }
}
