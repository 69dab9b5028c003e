package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.core.ClusterId;
import dev.muster.core.Digest;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.Inputs;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.launcher.bundle.Bundle;
import dev.muster.launcher.bundle.Layer;
import dev.muster.launcher.config.ConfigReader;
import dev.muster.launcher.host.LocalShellHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a head keeps of the bundle for its workers, and what they get of it; each host is a folder with a shell. */
class BundleStepTest {
    private static final ClusterId CLUSTER = new ClusterId("0123456789abcdef");
    private static final String HOSTS = "cluster_name: test\nhosts: [head-host, worker-host]\n";

    @TempDir
    Path folder;

    private Bundle bundle;

    @BeforeEach
    void pack() throws Exception {
        bundle = new Bundle(layer("runtime"), layer("application"));
    }

    @Test
    void aHeadSendsItsWorkersWhatItGot() throws Exception {
        send(bundle, NodeKey.HEAD, facts("head", NodeKey.HEAD, bundle));

        Bundle kept = kept();
        HostFacts worker = without("zstd", facts("worker", NodeKey.worker("worker", 1), kept));
        send(new Bundle(kept.runtime(), onlyGzip(kept.application())), NodeKey.worker("worker", 1), worker);

        assertThat(unpacked("worker", "runtime")).hasContent("runtime");
        assertThat(unpacked("worker", "application")).hasContent("application");
        assertThat(packed("worker")).doesNotExist();
    }

    @Test
    void aHostWithZstdGetsTheFormThatUnpacksFaster() throws Exception {
        assumeTrue(facts("head", NodeKey.HEAD, bundle).hasZstd(), "this machine has no zstd");
        send(bundle, NodeKey.HEAD, facts("head", NodeKey.HEAD, bundle));
        Bundle kept = kept();
        Files.delete(kept.runtime().file());
        Files.delete(kept.application().file());

        send(kept, NodeKey.worker("worker", 1), facts("worker", NodeKey.worker("worker", 1), kept));

        assertThat(unpacked("worker", "runtime")).hasContent("runtime");
    }

    @Test
    void theFasterFormIsVerifiedToo() throws Exception {
        assumeTrue(facts("head", NodeKey.HEAD, bundle).hasZstd(), "this machine has no zstd");
        send(bundle, NodeKey.HEAD, facts("head", NodeKey.HEAD, bundle));
        Bundle kept = kept();
        Files.writeString(kept.runtime().quick().orElseThrow().file(), "not what the sum says");

        RunResult result = send(kept, NodeKey.worker("worker", 1), facts("worker", NodeKey.worker("worker", 1), kept));

        assertThat(result.err()).contains("the bundle arrived damaged");
        assertThat(unpacked("worker", "runtime")).doesNotExist();
    }

    @Test
    void aHeadThatKeptThemIsSentNothingAgain() throws Exception {
        send(bundle, NodeKey.HEAD, facts("head", NodeKey.HEAD, bundle));

        HostFacts facts = facts("head", NodeKey.HEAD, bundle);

        assertThat(BundleStep.missing(spec(bundle, NodeKey.HEAD), facts)).isEmpty();
        Files.delete(packed("head").resolve(bundle.runtime().sha256()));
        assertThat(BundleStep.missing(spec(bundle, NodeKey.HEAD), facts("head", NodeKey.HEAD, bundle)))
                .containsExactly(bundle.runtime());
    }

    private RunResult send(Bundle bundle, NodeKey key, HostFacts facts) throws InterruptedException {
        String name = key.isHead() ? "head" : "worker";
        NodeShell shell = new NodeShell(
                host(name),
                spec(bundle, key).marker(),
                facts.root(),
                facts.root() + "/test/" + key.value(),
                OutputSink.NONE);
        return BundleStep.of(spec(bundle, key), facts).work().run(shell);
    }

    private NodeSpec spec(Bundle bundle, NodeKey key) {
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
        return new NodeSpec(CLUSTER, config, machine, bundle, Inputs.NONE);
    }

    private HostFacts facts(String name, NodeKey key, Bundle bundle) throws Exception {
        Optional<String> root = Optional.of(folder.resolve(name).resolve("root").toString());
        return FactsScript.run(host(name), root, "test", key, bundle);
    }

    private static HostFacts without(String key, HostFacts facts) {
        Map<String, String> values = new TreeMap<>(facts.values());
        values.remove(key);
        return new HostFacts(facts.host(), values);
    }

    private static Layer onlyGzip(Layer layer) {
        return new Layer(layer.name(), layer.sha256(), layer.file());
    }

    private RemoteHost host(String name) throws InterruptedException {
        folder.resolve(name).resolve("home").toFile().mkdirs();
        return new LocalShellHost(name, folder.resolve(name).resolve("home"));
    }

    private Bundle kept() {
        return Bundle.kept(
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

    private Layer layer(String name) throws Exception {
        Path content = Files.createDirectories(folder.resolve("packing-" + name));
        Files.writeString(content.resolve(name + ".txt"), name);
        Path packed = folder.resolve(name + ".tar.gz");
        new ProcessBuilder("tar", "-czf", packed.toString(), "-C", content.toString(), ".")
                .start()
                .waitFor();
        byte[] digest = Digest.sha256().digest(Files.readAllBytes(packed));
        return new Layer(name, HexFormat.of().formatHex(digest), packed);
    }
}
