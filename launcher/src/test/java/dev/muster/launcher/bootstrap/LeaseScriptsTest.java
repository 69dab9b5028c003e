package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.core.Shell;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.provider.local.PoolLeave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests scripts for leases: claim.sh, release.sh, join-pool.sh and leave-pool.sh, under every shell. */
class LeaseScriptsTest extends NodeScripts {
    private static final Duration SOON = Duration.ofSeconds(20);
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

    /** A lease that nobody can say the cluster of would keep every other claim out. */
    @Test
    void aClaimThatIsCutOffBeforeItsLeaseCanBeMadeAgain() throws Exception {
        String cutOff = "mktemp() { kill -KILL $$ \"$(sh -c 'echo $PPID')\"; }\n";
        host.run(RemoteCommand.of(TrustedRoot.of(root.toString()).text() + "node=" + Shell.quote(node.toString()) + "\n"
                + cutOff + claimScript("no").text()));

        assertThat(node.resolve("machine.properties")).content().contains("cluster_id=" + id);
        assertThat(host.lease()).doesNotExist();
        claim("no");
        assertThat(host.lease()).content().startsWith("cluster=test\n");
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

    /** The head could not clean the host, because it was too busy, and gives it to another node all the same. */
    @Test
    void endsWhatRunsOfTheNodeThatHadTheHostBefore() throws Exception {
        Files.writeString(
                host.lease(), "cluster=test\ncluster_id=" + id + "\nowner=me\nhead=h\nnode_key=worker-7\nsince=then\n");
        Process earlier = markedAs("worker-7", "sleep", "600");
        try {
            claim("no");

            assertThat(earlier.isAlive()).isFalse();
        } finally {
            earlier.destroyForcibly().waitFor();
        }
    }

    @Test
    void joinReportsTheHolderOfTheHost() throws Exception {
        Files.writeString(host.lease(), OTHER);

        assertThat(join("no").lines())
                .startsWith("muster-pool 1", "root=" + root)
                .contains("held=cluster other of eve (head h2, node cpu-1, since then)", "authorised=yes");
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

    /** Any user of the host may put something there. */
    @ParameterizedTest
    @ValueSource(strings = {"mkfifo -m 644 %s", "mkdir %s", "ln -s /etc/passwd %s", "ln -s /nowhere %s"})
    void whatIsNoPlainFileIsNotReadButNamed(String command) throws Exception {
        sh(command.formatted(host.lease()));
        String user = owner();

        String out = assertTimeoutPreemptively(SOON, () -> join("no"));
        RunResult refused = assertTimeoutPreemptively(SOON, () -> nodeShell.run(claimScript("no")));

        String holder =
                user + ": " + host.lease() + " is no lease of a cluster; to free the host: sudo rm -r " + host.lease();
        assertThat(out).contains("held=" + holder + "\n", "authorised=yes");
        assertThat(refused.exitCode()).isEqualTo(75);
        assertThat(refused.out()).isEqualTo("muster-claim 1\nholder=" + holder + "\n");
        assertTimeoutPreemptively(SOON, this::probe);
        assertThat(assertTimeoutPreemptively(SOON, () -> leave(PoolLeave.Stage.CLEAR)))
                .isEmpty();
        assertThat(Files.exists(host.lease(), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void takeOverRemovesWhatIsNoLease() throws Exception {
        sh("mkfifo " + host.lease());

        assertThat(assertTimeoutPreemptively(SOON, () -> join("yes"))).doesNotContain("held=");
        claim("no");

        assertThat(host.lease()).content().startsWith("cluster=test\n");
    }

    /** The text accuses somebody; the file system knows who wrote it. */
    @Test
    void aFileIsNotBelievedThatNamesAnotherUserThanItsOwner() throws Exception {
        Files.writeString(host.lease(), OTHER);
        belongsToAnotherUser(host.lease());

        assertThat(join("no")).contains("held=user 4242: ").doesNotContain("eve");
        assertThat(probe()).doesNotContain("lease.");
    }

    /** Everybody can read the ID in a lease. */
    @Test
    void aForeignFileThatNamesThisClusterIsNotItsLease() throws Exception {
        Files.writeString(host.lease(), "cluster=test\ncluster_id=" + id + "\nowner=root\nnode_key=worker-1\n");
        belongsToAnotherUser(host.lease());

        assertThat(join("no")).contains("held=user 4242: ");
        assertThat(nodeShell.run(claimScript("no")).exitCode()).isEqualTo(75);
        output(ShellScript.of(BootstrapScript.RELEASE, with(Map.of("key", KEY.value()))));
        assertThat(leave(PoolLeave.Stage.CLEAR)).isEmpty();
        assertThat(host.lease()).exists();
    }

    /** A cleaner of /var/tmp removes old files. */
    @Test
    void aNodeThatRunsHoldsTheHostWithoutALeaseToo() throws Exception {
        claim("no");
        Files.delete(host.lease());
        Process process = marked("sleep", "600");
        write(node.resolve("run/daemon.pid"), process.pid() + " 1\n");
        Map<String, String> variables = with(Map.of("public", "", "from", "", "take_over", "no"));
        variables.put("cluster_id", "00000000deadbeef");

        assertThat(output(ShellScript.of(BootstrapScript.JOIN_POOL, variables)))
                .containsPattern("held=cluster test of .* [(]node worker-1 runs, its lease is missing[)]\n");
        variables.putAll(Map.of("key", "cpu-1", "host", "vm1", "head", "h1"));
        assertThat(run(TrustedRoot.of(root.toString()).then(ShellScript.of(BootstrapScript.CLAIM, variables)))
                        .exitCode())
                .isEqualTo(75);
        assertThat(host.lease()).doesNotExist();

        variables.put("take_over", "yes");
        assertThat(output(ShellScript.of(BootstrapScript.JOIN_POOL, variables))).doesNotContain("held=");
        assertThat(process.waitFor()).isEqualTo(128 + 15);
    }

    @Test
    void anEmptyLeaseAfterALossOfPowerHoldsNothing() throws Exception {
        Files.createFile(host.lease());

        assertThat(join("no")).doesNotContain("held=");
        claim("no");

        assertThat(host.lease()).content().startsWith("cluster=test\n");
    }

    /** Advice is found by the messages of the kernel and of sudo. */
    @Test
    void stepsSpeakEnglishAndKeepTheRestOfTheLocale() throws Exception {

        assertThat(inNode(ShellScript.raw("echo \"$LANG $LC_MESSAGES ${LC_ALL-none}\"")))
                .isEqualTo("C.UTF-8 C none\n");
    }

    private static void sh(String command) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).isZero();
    }

    private static String owner() {
        return System.getProperty("user.name");
    }

    /** Only root can give files away. */
    private static void belongsToAnotherUser(Path file) throws IOException {
        assumeTrue(owner().equals("root"));
        Files.setAttribute(file, "unix:uid", 4242);
    }

    private String probe() throws InterruptedException {
        return output(ShellScript.of(BootstrapScript.FACTS, with(Map.of("key", KEY.value()))));
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
