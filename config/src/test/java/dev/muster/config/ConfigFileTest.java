package dev.muster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.muster.config.yaml.YamlTree;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.failure.InvalidConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that cannot be read, and the properties of a file as a whole. */
class ConfigFileTest {
    @TempDir
    Path folder;

    /** It would count as 0, and 0 hides what a node has. */
    @Test
    void refusesAmountsThatAreTooSmallToCount() throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), """
                cluster_name: small
                provider: {type: process}
                head_node_type: head
                available_node_types: {head: {resources: {CPU: 0, GPU: 0.0001, licence: 0.00001}}}
                """);

        assertThat(refused(file))
                .contains("licence", "0.00001 is too small to count: the least amount above 0 is 0.0001")
                .doesNotContain("GPU", "CPU");
    }

    @Test
    void reportsAMissingFile() {
        assertThat(refused(folder.resolve("none.yaml"))).endsWith("none.yaml: error: file not found");
    }

    @Test
    void refusesAFolder() {
        assertThat(refused(folder)).contains(": error: is a folder, not a file").contains("cluster.yaml)");
    }

    @Test
    void reportsAnUnreadableFile() throws IOException {
        Path file = Files.writeString(folder.resolve("secret.yaml"), "hosts: [a]");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
        assumeFalse(Files.isReadable(file), "root reads every file");

        assertThat(refused(file)).contains("permission denied");
    }

    @Test
    void reportsBytesThatAreNotUtf8() throws IOException {
        Path file = Files.write(folder.resolve("latin1.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9, '\n'});

        assertThat(refused(file)).endsWith("latin1.yaml: error: is not UTF-8 text");
    }

    @Test
    void refusesAHugeFile() throws IOException {
        Path file = Files.writeString(folder.resolve("huge.yaml"), "#".repeat(YamlTree.MAX_CHARACTERS + 1));

        assertThat(refused(file)).contains("has more than 4000000 bytes");
    }

    @Test
    void ignoresAByteOrderMark() throws IOException {
        Path file =
                Files.writeString(folder.resolve("bom.yaml"), "\ufeffcluster_name: bom\nprovider: {type: process}\n");

        assertThat(new ConfigReader(folder).read(file).config().name()).isEqualTo("bom");
    }

    @Test
    void namesTheShortFormAfterItsFolderAndFindsFilesBesideIt() throws IOException {
        Path lab = Files.createDirectory(folder.resolve("my lab (old)"));
        Files.writeString(lab.resolve("hosts.txt"), "vm1\nvm2\n");
        Files.writeString(lab.resolve("requirements.txt"), "numpy\n");
        Path file = Files.writeString(
                lab.resolve("cluster.yaml"), "hosts: ['@hosts.txt']\nenvironment: {pip: requirements.txt}\n");

        ClusterConfig config = new ConfigReader(folder).read(file).config();

        assertThat(config.name()).isEqualTo("my-lab-old");
        assertThat(ConfigWriter.write(config)).contains("pip: \"" + lab.resolve("requirements.txt") + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"o'brien.x-1_", "Anna Maria", "bob@corp.example", "CORP\\\\bob", "a$b", "Ünal"})
    void acceptsUserNamesOfAnyDirectory(String user) {
        ClusterConfig config = Corpus.read("hosts: [a]\nauth: {ssh_user: \"" + user + "\"}\n", "users")
                .config();

        assertThat(config.auth().user()).contains(user.replace("\\\\", "\\"));
    }

    @Test
    void readsAndWritesTenThousandHosts() {
        ClusterConfig config = Corpus.read("cluster_name: many\nhosts: [head, 'n[0001-9999]']\n", "many")
                .config();

        String text = ConfigWriter.write(config);

        assertThat(config.maxWorkers()).isEqualTo(9_999);
        assertThat(new ConfigReader(folder).readExpanded(text, "many").config()).isEqualTo(config);
    }

    @Test
    void readsNoFilesForAConfigFromTheWire() {
        String text = "cluster_name: x\nhosts: ['@/etc/hostname']\nenvironment: {conda: /x/environment.yml}\n";
        InvalidConfig thrown =
                catchThrowableOfType(InvalidConfig.class, () -> new ConfigReader(folder).readExpanded(text, "wire"));

        assertThat(thrown.problems()).hasSize(2);
    }

    private String refused(Path file) {
        InvalidConfig thrown = catchThrowableOfType(InvalidConfig.class, () -> new ConfigReader(folder).read(file));
        assertThat(thrown).isNotNull();
        assertThat(thrown.exitCode()).isEqualTo(2);
        return thrown.text();
    }
}
