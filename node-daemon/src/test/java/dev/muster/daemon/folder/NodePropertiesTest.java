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
    private static final String VALID =
            "cluster=lab\ncluster_id=0123456789abcdef\nnode_key=cpu-17\nhead_address=10.0.0.10:7373\n";

    @TempDir
    private Path folder;

    private NodeProperties read(String text) throws IOException {
        return NodeProperties.read(Files.writeString(folder.resolve("node.properties"), text));
    }

    @Test
    void readsTheFileOfTheBootstrap() throws IOException {
        NodeProperties properties = read(VALID + "version=0.1.0\n");
        assertThat(properties.node().value()).isEqualTo("cpu-17");
        assertThat(properties.headAddress()).isEqualTo("10.0.0.10:7373");
        assertThat(properties.logLevel()).isEqualTo("INFO");
    }

    @Test
    void theErrorNamesTheInvalidValue() {
        assertInvalid(VALID.replace("cpu-17", "../x"), "node key");
        assertInvalid(VALID.replace("0123456789abcdef", "x"), "cluster id");
        assertInvalid(VALID.replace(":7373", ":99999"), "10.0.0.10:99999");
        assertInvalid(VALID.replace("cluster=lab", "cluster=../lab"), "cluster");
        assertInvalid(VALID.replace("node_key", "nodekey"), "node_key is missing");
        assertInvalid(VALID + "log_level=LOUD\n", "log_level");
    }

    @Test
    void aMissingFileIsAUserError() {
        assertThatThrownBy(() -> NodeProperties.read(folder.resolve("none"))).isInstanceOf(UserError.class);
    }

    private void assertInvalid(String text, String part) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(UserError.class).hasMessageContaining(part);
    }
}
