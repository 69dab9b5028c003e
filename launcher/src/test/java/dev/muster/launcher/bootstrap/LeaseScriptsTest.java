package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.provider.local.PoolLeave;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests scripts for leases: claim.sh, release.sh, join-pool.sh and leave-pool.sh, under every shell. */
class LeaseScriptsTest extends NodeScripts {
    private static final String OTHER =
            "cluster=other\ncluster_id=00000000deadbeef\nowner=eve\nhead=h2\nnode_key=cpu-1\nsince=then\n";

    @Test
    void claimWritesALeaseThatEverybodyMayRead() throws Exception {
        claim("no");

        assertThat(host.lease())
                .content()
                .startsWith("cluster=test\ncluster_id=" + id + "\nowner=")
                .contains("\nnode_key=worker-1\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(host.lease())))
                .isEqualTo("rw-r--r--");
        assertThat(node.resolve("machine.properties")).hasContent("cluster_id=" + id + "\nhost=vm 1\n");
        assertThat(folder).isDirectoryNotContaining("glob:**lease.*");
    }

    @Test
    void claimRefusesAHostThatAnotherClusterHolds() throws Exception {
        Files.writeString(host.lease(), OTHER);

        RunResult refused = nodeShell.run(claimScript("no"));

        assertThat(refused.exitCode()).isEqualTo(75);
        assertThat(refused.out())
                .isEqualTo("muster-claim 1\nholder=cluster other of eve (head h2, node cpu-1, since then)\n");
        assertThat(host.lease()).hasContent(OTHER);
        assertThat(node).doesNotExist();
    }

    @Test
    void claimTakesOverAHostOnRequest() throws Exception {
        Files.writeString(host.lease(), OTHER);

        claim("yes");

        assertThat(host.lease()).content().startsWith("cluster=test\n");
    }

    @Test
    void releaseRemovesTheNodesFolderAndItsLease() throws Exception {
        claim("no");

        assertThat(output(ShellScript.of(BootstrapScript.RELEASE, with(Map.of("key", KEY.value())))))
                .isEmpty();
        assertThat(root.resolve(CLUSTER)).doesNotExist();
        assertThat(host.lease()).doesNotExist();
    }

    @Test
    void releaseKeepsTheLeaseOfAnotherCluster() throws Exception {
        Files.writeString(host.lease(), OTHER);

        output(ShellScript.of(BootstrapScript.RELEASE, with(Map.of("key", KEY.value()))));

        assertThat(host.lease()).hasContent(OTHER);
    }

    /** The file names one machine twice: its resources would count twice. */
    @Test
    void refusesTheSameMachineUnderAnotherName() throws Exception {
        Files.writeString(
                host.lease(), "cluster=test\ncluster_id=" + id + "\nowner=me\nhead=h\nnode_key=worker-7\nsince=then\n");
        write(root.resolve("test/worker-7/machine.properties"), "cluster_id=" + id + "\nhost=vm 7\n");
        claim("no"); // worker-7 does not run
        Files.writeString(
                host.lease(), "cluster=test\ncluster_id=" + id + "\nowner=me\nhead=h\nnode_key=worker-7\nsince=then\n");
        Process other = markedAs("worker-7", "sleep", "600");
        try {
            RunResult refused = nodeShell.run(claimScript("no"));

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err())
                    .isEqualTo("this machine is worker-7 already, under the name vm 7:"
                            + " remove one of the two names from the cluster's file\n");
            RunResult joined = run(joinScript("no"));
            assertThat(joined.out()).doesNotContain("authorised");
            assertThat(joined.err()).isEqualTo(refused.err());
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void joinReportsTheHolderOfTheHost() throws Exception {
        Files.writeString(host.lease(), OTHER);

        assertThat(join("no").lines())
                .startsWith("muster-pool 1", "root=" + root)
                .contains("held=cluster other of eve, head h2, since then", "authorised=yes");
    }

    @Test
    void joinEndsTheHoldersProcessesOnTakeOver() throws Exception {
        Files.writeString(host.lease(), "cluster=test\ncluster_id=" + id + "\n");
        write(node.resolve("run/daemon.pid"), "");
        Process process = marked("sleep", "600");

        String out = output(ShellScript.of(
                BootstrapScript.JOIN_POOL,
                Map.of(
                        "root", root.toString(),
                        "cluster_id", "00000000deadbeef",
                        "public", "",
                        "from", "",
                        "take_over", "yes")));

        assertThat(out).doesNotContain("held=").contains("authorised=yes");
        assertThat(process.waitFor()).isEqualTo(128 + 15);
        assertThat(node.resolve("run/stop")).exists();
        assertThat(host.lease()).doesNotExist();
    }

    @Test
    void leaveRemovesFoldersAndLease() throws Exception {
        claim("no");
        write(root.resolve("bundles/0/.complete"), "");

        assertThat(leave(PoolLeave.Stage.END)).isEmpty();
        assertThat(leave(PoolLeave.Stage.CLEAR)).isEmpty();

        assertThat(root).doesNotExist();
        assertThat(host.lease()).doesNotExist();
    }

    @Test
    void leaveKeepsTheFolderOfAClusterOfTheSameName() throws Exception {
        write(node.resolve("machine.properties"), "cluster_id=00000000deadbeef\nhost=vm1\n");

        assertThat(leave(PoolLeave.Stage.CLEAR)).isEmpty();

        assertThat(node).exists();
    }

    private void claim(String takeOver) throws InterruptedException {
        inNode(claimScript(takeOver));
    }

    private ShellScript claimScript(String takeOver) {
        Map<String, String> variables = Map.of("key", KEY.value(), "host", "vm 1", "head", "h1", "take_over", takeOver);
        return ShellScript.of(BootstrapScript.CLAIM, with(variables));
    }

    private String join(String takeOver) throws InterruptedException {
        return output(joinScript(takeOver));
    }

    private ShellScript joinScript(String takeOver) {
        return ShellScript.of(
                BootstrapScript.JOIN_POOL,
                with(Map.of("host", "vm 1", "public", "ssh-ed25519 BBBB", "from", "10.0.0.1", "take_over", takeOver)));
    }

    private List<String> leave(PoolLeave.Stage stage) throws InterruptedException {
        return new PoolLeave(
                        CLUSTER, Optional.of(id), Optional.empty(), Optional.of(root.toString()), Duration.ZERO, false)
                .run(host, stage);
    }
}
