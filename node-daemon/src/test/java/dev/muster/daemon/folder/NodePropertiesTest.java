package dev.muster.daemon.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.failure.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodePropertiesTest {
    private static final String GOOD =
            "cluster=lab\ncluster_id=0123456789abcdef\nnode_key=cpu-17\nhead_address=10.0.0.10:7373\n";

    @TempDir
    private Path folder;

    private NodeProperties read(String text) throws IOException {
        return NodeProperties.read(Files.writeString(folder.resolve("node.properties"), text));
    }

    @Test
    void readsWhatTheBootstrapWrites() throws IOException {
        NodeProperties properties = read(GOOD + "version=0.1.0\n");
        assertThat(properties.node().value()).isEqualTo("cpu-17");
        assertThat(properties.headAddress()).isEqualTo("10.0.0.10:7373");
        assertThat(properties.logLevel()).isEqualTo("INFO");
    }

    @Test
    void saysWhichValueIsWrong() {
        assertWrong(GOOD.replace("cpu-17", "../x"), "node key");
        assertWrong(GOOD.replace("0123456789abcdef", "x"), "cluster id");
        assertWrong(GOOD.replace(":7373", ":99999"), "10.0.0.10:99999");
        assertWrong(GOOD.replace("cluster=lab", "cluster=../lab"), "cluster");
        assertWrong(GOOD.replace("node_key", "nodekey"), "node_key is missing");
        assertWrong(GOOD + "log_level=LOUD\n", "log_level");
    }

    @Test
    void aMissingFileIsTheBootstrapsMistake() {
        assertThatThrownBy(() -> NodeProperties.read(folder.resolve("none"))).isInstanceOf(UserError.class);
    }

    private void assertWrong(String text, String part) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(UserError.class).hasMessageContaining(part);
    }
}
