package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.config.ConfigReader;
import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.event.Event;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.SystemTime;
import dev.muster.core.secret.SecretMask;
import dev.muster.launcher.bootstrap.PlannedStep.Need;
import dev.muster.launcher.bundle.BundleLayer;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.ssh.local.LocalShellHost;
import dev.muster.transfer.LocalMounts;
import dev.muster.transfer.MountSource;
import dev.muster.transfer.StoredMounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the step that copies {@code file_mounts}, on a head and on a worker, with real shells in separate folders. */
class FilesStepTest {
    private static final ClusterId CLUSTER = new ClusterId("00000000000000f1");
    private static final NodeKey WORKER = NodeKey.worker("worker", 1);

    @TempDir
    Path folder;

    private final List<Event> events = new ArrayList<>();
    private Path source;

    @BeforeEach
    void aProject() throws Exception {
        source = Files.createDirectories(folder.resolve("project"));
        Files.writeString(source.resolve("a"), "first");
        Files.writeString(source.resolve("b.log"), "left out");
    }

    @Test
    void theHeadsCopyReachesAWorkerWithoutTheSource() throws Exception {
        copy(NodeKey.HEAD, config("~/work"));
        Files.move(source, folder.resolve("gone"));

        copy(WORKER, config("~/work"));

        assertThat(home(NodeKey.HEAD).resolve("work/a")).hasContent("first");
        assertThat(home(WORKER).resolve("work/a")).hasContent("first");
        assertThat(home(WORKER).resolve("work/b.log")).doesNotExist();
    }

    @Test
    void runsTheStepAgainOnlyIfContentChanged() throws Exception {
        copy(NodeKey.HEAD, config("~/work"));
        Files.writeString(source.resolve("a"), "first");
        assertThat(steps(NodeKey.HEAD, config("~/work")).isSkipped()).isTrue();

        Files.writeString(source.resolve("a"), "second");

        assertThat(steps(NodeKey.HEAD, config("~/work")).need()).isEqualTo(Need.CHANGED);
        copy(NodeKey.HEAD, config("~/work"));
        assertThat(home(NodeKey.HEAD).resolve("work/a")).hasContent("second");
    }

    @Test
    void anUnwritablePlaceFailsTheNodeWithAdvice() {
        assertThatThrownBy(() -> copy(NodeKey.HEAD, config("/proc/no/such")))
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining("'files' exited 1")
                .hasMessageContaining("cannot copy to /proc/no/such")
                .hasMessageContaining("choose another path");
    }

    @Test
    void aHeadWithoutItsCopyReportsWhatToDo() {
        assertThatThrownBy(() -> copy(WORKER, config("~/work")))
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining("the head has no copy of the file_mounts entry ~/work");
    }

    @Test
    void syncedFilesReachWorkersAndMissingOnesAreSkipped() throws Exception {
        ClusterConfig config = read("cluster_synced_files: ['~/made here', ~/missing]\n");
        Files.createDirectories(home(NodeKey.HEAD));
        Files.writeString(home(NodeKey.HEAD).resolve("made here"), "on the head");

        copy(WORKER, config);

        assertThat(home(WORKER).resolve("made here")).hasContent("on the head");
        assertThat(home(WORKER).resolve("missing")).doesNotExist();
    }

    private void copy(NodeKey key, ClusterConfig config) throws InterruptedException {
        try (RemoteHost host = host(key)) {
            NodeShell shell =
                    new NodeShell(host, spec(key, config).marker(), root(), root() + "/test/" + key, OutputSink.NONE);
            new StepRunner(key, shell, events::add, new SystemTime(), SecretMask.NONE).run(List.of(steps(key, config)));
        }
    }

    private PlannedStep steps(NodeKey key, ClusterConfig config) throws InterruptedException {
        NodeSpec spec = spec(key, config);
        try (RemoteHost host = host(key)) {
            HostFacts facts = FactsScript.run(host, Optional.of(root()), "test", key, spec.bundle());
            return NodePlanner.preparation(spec, facts).stream()
                    .filter(planned -> planned.step().id().equals(StepIds.FILES))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private NodeSpec spec(NodeKey key, ClusterConfig config) {
        Machine machine = new Machine(
                key, "worker", key.value(), "127.0.0.1", Machine.State.RUNNING, "worker", Resources.NONE, Map.of());
        Path packed = folder.resolve("packed");
        NodeBundle bundle =
                new NodeBundle(new BundleLayer("runtime", "aa", packed), new BundleLayer("application", "bb", packed));
        MountSource mounts = key.isHead()
                ? () -> new LocalMounts().read(config.files())
                : new StoredMounts(Path.of(root(), "test/head/control/mounts"), home(NodeKey.HEAD), config.files());
        return new NodeSpec(CLUSTER, config, machine, bundle, ConfigInputs.NONE, mounts);
    }

    private ClusterConfig config(String target) {
        return read("file_mounts: {" + target + ": '" + source + "'}\nrsync_exclude: ['*.log']\n");
    }

    private static ClusterConfig read(String yaml) {
        return ConfigReader.ofUser().readExpanded("""
                        cluster_name: test
                        provider: {type: process}
                        max_workers: 2
                        head_node_type: head
                        available_node_types:
                          head: {resources: {CPU: 1}}
                          worker: {resources: {CPU: 1}, max_workers: 2}
                        """ + yaml, "test.yaml").config();
    }

    private RemoteHost host(NodeKey key) {
        return new LocalShellHost(key.value(), home(key));
    }

    private Path home(NodeKey key) {
        return folder.resolve("homes").resolve(key.value());
    }

    private String root() {
        return folder.resolve("root").toString();
    }
}
