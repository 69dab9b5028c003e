package dev.muster.launcher.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.config.ConfigReader;
import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.event.Event;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.HostUnfit;
import dev.muster.core.port.NodeSetUp;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.StepListener;
import dev.muster.launcher.bootstrap.StepIds;
import dev.muster.launcher.provider.local.state.HostPool;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import dev.muster.launcher.provider.local.state.SshRoute;
import dev.muster.testkit.FakeCloud;
import dev.muster.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests who is at fault: the host, so another host helps, or the config, which fails everywhere. */
class PoolSetUpTest {
    private static final ClusterId ID = new ClusterId("00000000deadbeef");
    private static final ClusterConfig CONFIG = ConfigReader.ofUser()
            .readExpanded("cluster_name: lab\nprovider: {type: local, head_ip: h, worker_ips: [vm1]}\n", "test")
            .config();
    private static final Machine MACHINE = new Machine(
            NodeKey.worker("worker", 1),
            "worker",
            "vm1",
            "10.0.0.2",
            Machine.State.RUNNING,
            "worker",
            Resources.NONE,
            Map.of());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ManualTime time = ManualTime.of(1);

    @SuppressWarnings("NullAway.Init")
    private HostPool pool;

    @BeforeEach
    void aPoolOfOneHost() throws IOException {
        PoolHostRecord free = new PoolHostRecord(
                "vm1",
                new SshRoute("10.0.0.2", 22, "me", Optional.empty()),
                List.of(),
                "/root/.muster",
                4,
                1024,
                PoolHostRecord.State.AUTHORISED,
                "",
                Instant.EPOCH,
                "");
        Files.writeString(folder.resolve("pool-hosts"), free.toLine() + "\n");
        pool = new HostPool(folder.resolve("pool-hosts"), folder.resolve("head-probes"), time);
    }

    @Test
    void aClaimLostToAnotherClusterIsTheHostsFault() {
        assertThatThrownBy(() ->
                        failing(new RemoteFailure.Where.Held("cluster other of berta"), "vm1 is in use elsewhere"))
                .isInstanceOf(HostUnfit.class);
        assertThat(pool.find("vm1").map(PoolHostRecord::state)).contains(PoolHostRecord.State.HELD);
        assertThat(pool.find("vm1").map(PoolHostRecord::note)).hasValue("cluster other of berta");
    }

    @Test
    void theNextUpTriesAnUnfitHostAgain() {
        assertThatThrownBy(() -> failing(
                        new RemoteFailure.Where.Elsewhere(),
                        "vm1: /root is mounted noexec: no program can be started from there"))
                .isInstanceOf(HostUnfit.class);
        assertThat(pool.find("vm1").map(PoolHostRecord::state)).contains(PoolHostRecord.State.FAILED);
        assertThat(pool.quarantineReason("vm1").orElseThrow()).contains("noexec");
    }

    @Test
    void aHostWithAnotherHomeNeedsAuthorisationAgain() {
        assertThatThrownBy(() -> failing(new RemoteFailure.Where.Login(), "vm1: authentication as root failed"))
                .isInstanceOfSatisfying(
                        HostUnfit.class,
                        unfit -> assertThat(unfit.failure().hint()).isEqualTo("to authorise it again: cluster up"));
        assertThat(pool.find("vm1").map(PoolHostRecord::state)).contains(PoolHostRecord.State.NOT_ADMITTED);
    }

    @Test
    void aFailedUserCommandIsNotTheHostsFault() {
        assertThatThrownBy(() -> failing(StepIds.SETUP, 1, "no such package")).isInstanceOf(RemoteFailure.class);
        assertThat(pool.find("vm1").map(PoolHostRecord::state)).contains(PoolHostRecord.State.AUTHORISED);
        assertThat(pool.quarantineReason("vm1")).isPresent();
    }

    @Test
    void aHostWithoutSpaceForTheBundleIsAtFault() {
        assertThatThrownBy(() -> failing(StepIds.BUNDLE, 1, "tar: No space left on device"))
                .isInstanceOf(HostUnfit.class);
        assertThat(pool.find("vm1").map(PoolHostRecord::state)).contains(PoolHostRecord.State.FAILED);
    }

    @Test
    void triesAnUnreachableHostAgain() {
        assertThatThrownBy(() -> setUp(RemoteFailure.unreachable("vm1", "vm1: No route to host")))
                .isInstanceOf(RemoteFailure.class);
    }

    private void failing(String step, int exitCode, String cause) throws InterruptedException {
        failing(new RemoteFailure.Where.Step(step, exitCode, cause, ""), "worker-1: '" + step + "' failed: " + cause);
    }

    private void failing(RemoteFailure.Where where, String text) throws InterruptedException {
        setUp(new RemoteFailure("vm1", text, "", false, List.of(), where));
    }

    private void setUp(RemoteFailure failure) throws InterruptedException {
        new PoolSetUp(ID, "lab", new FakeCloud(time), pool, new Failing(failure)).setUp(MACHINE, CONFIG, new Silent());
    }

    private record Failing(RemoteFailure failure) implements NodeSetUp {
        @Override
        public void setUp(Machine machine, ClusterConfig config, StepListener listener) {
            throw failure;
        }

        @Override
        public void cleanUp(Machine machine, boolean force) {}
    }

    private static final class Silent implements StepListener {
        @Override
        public void write(Event event) {}

        @Override
        public OutputSink output() {
            return OutputSink.NONE;
        }
    }
}
