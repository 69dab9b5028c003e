package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.config.ConfigReader;
import dev.muster.core.ClusterId;
import dev.muster.core.Digest;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.launcher.bundle.BundleLayer;
import dev.muster.launcher.bundle.LayerFile;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.ssh.local.LocalShellHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what a head stores of the bundle for its workers, and what they get. Each host is a folder with a shell. */
class BundleStepTest {
    private static final ClusterId CLUSTER = new ClusterId("0123456789abcdef");
    private static final String HOSTS = "cluster_name: test\nhosts: [head-host, worker-host]\n";

    @TempDir
    Path folder;

    private NodeBundle bundle;

    @BeforeEach
    void pack() throws Exception {
        bundle = new NodeBundle(layer("runtime"), layer("application"));
    }

    @Test
    void aHeadSendsWorkersTheFormItReceived() throws Exception {
        NodeBundle onlyGzip = new NodeBundle(onlyGzip(bundle.runtime()), onlyGzip(bundle.application()));
        send(onlyGzip, NodeKey.HEAD, facts("head", NodeKey.HEAD, onlyGzip));

        send(storedBundle(), NodeKey.worker("worker", 1), facts("worker", NodeKey.worker("worker", 1), storedBundle()));

        assertThat(unpacked("worker", "runtime")).hasContent("runtime");
        assertThat(unpacked("worker", "application")).hasContent("application");
        assertThat(packed("worker")).doesNotExist();
    }

    @Test
    void hostsWithZstdGetTheSmallerForm() throws Exception {
        withoutGzip(bundle);
        send(bundle, NodeKey.HEAD, facts("head", NodeKey.HEAD, bundle));

        send(storedBundle(), NodeKey.worker("worker", 1), facts("worker", NodeKey.worker("worker", 1), storedBundle()));

        assertThat(unpacked("head", "runtime")).hasContent("runtime");
        assertThat(unpacked("worker", "runtime")).hasContent("runtime");
        assertThat(storedBundle().runtime().gzip()).doesNotExist();
    }

    @Test
    void aHeadWithZstdOnlyRepacksForAWorkerWithoutZstd() throws Exception {
        send(bundle, NodeKey.HEAD, facts("head", NodeKey.HEAD, bundle));
        assertThat(storedBundle().runtime().gzip()).doesNotExist();
        for (int number = 1; number <= 2; number++) { // packed for the first worker, reused for the second
            NodeKey key = NodeKey.worker("worker", number);

            RunResult result = send(storedBundle(), key, without("zstd", facts(key.value(), key, storedBundle())));

            assertThat(result.err()).isEmpty();
            assertThat(unpacked(key.value(), "runtime")).hasContent("runtime");
            assertThat(unpacked(key.value(), "application")).hasContent("application");
        }
    }

    @Test
    void reportsAFormThatCannotBePacked() throws Exception {
        send(bundle, NodeKey.HEAD, facts("head", NodeKey.HEAD, bundle));
        Files.writeString(storedBundle().runtime().zstd().orElseThrow().file(), "not of zstd");
        NodeKey key = NodeKey.worker("worker", 1);
        HostFacts facts = without("zstd", facts("worker-1", key, storedBundle()));

        assertThatThrownBy(() -> send(storedBundle(), key, facts))
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining("cannot pack the bundle's runtime layer for a host without zstd");
        assertThat(storedBundle().runtime().gzip()).doesNotExist();
    }

    @Test
    void verifiesTheZstdFormToo() throws Exception {
        Files.writeString(bundle.runtime().zstd().orElseThrow().file(), "not what the sum says");

        RunResult result = send(bundle, NodeKey.HEAD, facts("head", NodeKey.HEAD, bundle));

        assertThat(result.err()).contains("the bundle arrived damaged");
        assertThat(unpacked("head", "runtime")).doesNotExist();
        assertThat(packed("head").resolve(bundle.runtime().sha256() + ".zst")).doesNotExist();
    }

    @Test
    void sendsTheLayerAgainToAHeadThatLostItsDigest() throws Exception {
        send(bundle, NodeKey.HEAD, facts("head", NodeKey.HEAD, bundle));
        Path sum = packed("head").resolve(bundle.runtime().sha256() + ".zst.sha256");
        Files.delete(sum);

        send(bundle, NodeKey.HEAD, facts("head", NodeKey.HEAD, bundle));

        assertThat(sum).hasContent(bundle.runtime().zstd().orElseThrow().sha256());
    }

    @Test
    void sendsNothingToAHeadThatStoresTheLayers() throws Exception {
        send(bundle, NodeKey.HEAD, facts("head", NodeKey.HEAD, bundle));

        HostFacts facts = facts("head", NodeKey.HEAD, bundle);

        assertThat(BundleStep.missing(spec(bundle, NodeKey.HEAD), facts)).isEmpty();
        Files.delete(packed("head").resolve(bundle.runtime().sha256() + ".zst.sha256"));
        assertThat(BundleStep.missing(spec(bundle, NodeKey.HEAD), facts("head", NodeKey.HEAD, bundle)))
                .containsExactly(bundle.runtime());
    }

    /** The state after a power failure: the folder has its name, and its files are empty. */
    @Test
    void sendsAnIncompleteLayerAgain() throws Exception {
        NodeKey key = NodeKey.worker("worker", 1);
        send(bundle, key, facts("worker", key, bundle));
        assertThat(facts("worker", key, bundle).hasLayer(bundle.runtime().sha256()))
                .isTrue();
        Path text = unpacked("worker", "runtime");
        Files.delete(text.resolveSibling(".complete"));
        Files.writeString(text, "");

        HostFacts facts = facts("worker", key, bundle);
        RunResult result = send(bundle, key, facts);

        assertThat(facts.hasLayer(bundle.runtime().sha256())).isFalse();
        assertThat(facts.hasLayer(bundle.application().sha256())).isTrue();
        assertThat(result.err()).isEmpty();
        assertThat(text).hasContent("runtime");
        assertThat(text.getParent().getParent()).isDirectoryNotContaining("glob:**/.in-*");
    }

    private RunResult send(NodeBundle bundle, NodeKey key, HostFacts facts) throws InterruptedException {
        String name = facts.host();
        NodeShell shell = new NodeShell(
                host(name),
                spec(bundle, key).marker(),
                facts.root(),
                facts.root() + "/test/" + key.value(),
                OutputSink.NONE);
        return BundleStep.of(spec(bundle, key), facts).parts().getFirst().work().run(shell);
    }

    private NodeSpec spec(NodeBundle bundle, NodeKey key) {
        ClusterConfig config =
                ConfigReader.ofUser().readExpanded(HOSTS, "test.yaml").config();
        Machine machine = new Machine(
                key,
                key.isHead() ? "head" : "worker",
                "it",
                "it",
                Machine.State.RUNNING,
                "it",
                Resources.NONE,
                Map.of());
        return new NodeSpec(CLUSTER, config, machine, bundle, ConfigInputs.NONE);
    }

    private HostFacts facts(String name, NodeKey key, NodeBundle bundle) throws Exception {
        Optional<String> root = Optional.of(folder.resolve(name).resolve("root").toString());
        return FactsScript.run(host(name), root, "test", key, bundle);
    }

    private static HostFacts without(String key, HostFacts facts) {
        Map<String, String> values = new TreeMap<>(facts.values());
        values.remove(key);
        return new HostFacts(facts.host(), values);
    }

    private static BundleLayer onlyGzip(BundleLayer layer) {
        return new BundleLayer(layer.name(), layer.sha256(), layer.gzip());
    }

    private RemoteHost host(String name) throws InterruptedException {
        folder.resolve(name).resolve("home").toFile().mkdirs();
        return new LocalShellHost(name, folder.resolve(name).resolve("home"));
    }

    private NodeBundle storedBundle() {
        return NodeBundle.storedOnHead(
                folder.resolve("head").resolve("root"),
                bundle.runtime().sha256(),
                bundle.application().sha256());
    }

    private Path packed(String name) {
        return folder.resolve(name).resolve("root/bundles/packed");
    }

    private Path unpacked(String name, String layer) {
        String sha256 = (layer.equals("runtime") ? bundle.runtime() : bundle.application()).sha256();
        return folder.resolve(name).resolve("root/bundles").resolve(sha256).resolve(layer + ".txt");
    }

    private BundleLayer layer(String name) throws Exception {
        Path content = Files.createDirectories(folder.resolve("packing-" + name));
        Files.writeString(content.resolve(name + ".txt"), name);
        Path gzip = folder.resolve(name + ".tar.gz");
        Path zstd = folder.resolve(name + ".tar.zst");
        run("tar", "-czf", gzip.toString(), "-C", content.toString(), ".");
        run("tar", "--zstd", "-cf", zstd.toString(), "-C", content.toString(), ".");
        return new BundleLayer(name, sha256(gzip), gzip, Optional.of(new LayerFile(zstd, sha256(zstd))));
    }

    private static void withoutGzip(NodeBundle bundle) throws Exception {
        for (BundleLayer layer : bundle.layers()) {
            Files.delete(layer.gzip());
        }
    }

    private static void run(String... words) throws Exception {
        assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(Digest.sha256().digest(Files.readAllBytes(file)));
    }
}
