package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.config.ConfigReader;
import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.RemoteFailure.Where;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import dev.muster.launcher.bundle.BundleLayer;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.ssh.local.LocalShellHost;
import dev.muster.testkit.ForwardingHost;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how the step handles the output of {@code claim.sh}. */
class ClaimStepTest {
    @TempDir
    Path folder;

    @Test
    void reportsTheHolderThatTheScriptNames() throws Exception {
        RemoteFailure failure = refused("muster-claim 1\nholder=cluster other of berta (head 10.0.0.1)\n", worker());

        assertThat(failure.where()).isEqualTo(new Where.Held("cluster other of berta (head 10.0.0.1)"));
        assertThat(failure.text()).isEqualTo("worker-1: vm1 is held by cluster other of berta (head 10.0.0.1)");
        assertThat(failure.hint()).contains("--take-over vm1");
    }

    @Test
    void noOptionTakesOverTheHeadsHost() throws Exception {
        RemoteFailure failure = refused("muster-claim 1\nholder=cluster other\n", NodeKey.HEAD);

        assertThat(failure.hint()).contains("cluster down").doesNotContain("--take-over");
    }

    /** Any user of the host can write the lease file. */
    @Test
    void theHolderTextIsClippedAndPrintable() throws Exception {
        RemoteFailure failure = refused("muster-claim 1\nholder=\u001b[31m" + "x".repeat(3000) + "\n", worker());

        assertThat(((Where.Held) failure.where()).holder()).hasSize(500).doesNotContain("\u001b");
    }

    @Test
    void aSentenceWithoutTheFieldNamesNoHolder() throws Exception {
        RemoteFailure failure = refused("held by cluster other\n", worker());

        assertThat(failure.where()).isEqualTo(new Where.Held("another cluster"));
    }

    private static NodeKey worker() {
        return NodeKey.worker("worker", 1);
    }

    private RemoteFailure refused(String out, NodeKey key) {
        NodeSpec spec = spec(key);
        NodeShell shell = new NodeShell(
                new Answering(out, folder), spec.marker(), folder.toString(), folder + "/n", OutputSink.NONE);
        PlannedStep step = ClaimStep.of(spec, new HostFacts("vm1", Map.of())).orElseThrow();
        return catchThrowableOfType(
                RemoteFailure.class, () -> step.step().parts().getFirst().work().run(shell));
    }

    private NodeSpec spec(NodeKey key) {
        ClusterConfig config = ConfigReader.ofUser()
                .readExpanded("cluster_name: lab\nprovider: {type: local, head_ip: h, worker_ips: [vm1]}\n", "test")
                .config();
        BundleLayer layer = new BundleLayer("runtime", "00", folder);
        Machine machine = new Machine(
                key, "worker", "vm1", "10.0.0.2", Machine.State.RUNNING, "worker", Resources.NONE, Map.of());
        return new NodeSpec(
                new ClusterId("00000000deadbeef"), config, machine, new NodeBundle(layer, layer), ConfigInputs.NONE);
    }

    private static final class Answering extends ForwardingHost {
        private final String out;

        Answering(String out, Path home) {
            super(new LocalShellHost("vm1", home));
            this.out = out;
        }

        @Override
        public RunResult run(RemoteCommand command) {
            return new RunResult(75, out, "");
        }
    }
}
