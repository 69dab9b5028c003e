package dev.muster.launcher.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.muster.core.ClusterId;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bootstrap.BootstrapScript;
import dev.muster.testkit.shell.EachShell;
import dev.muster.testkit.shell.ShellHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the head's line in authorized_keys, with real shells and a home folder of the test. */
@SuppressWarnings("NullAway.Init")
class AuthorizedKeysTest extends EachShell {
    private static final String ID = "00000000deadbeef";
    private static final ShellScript JOIN = ShellScript.of(
            BootstrapScript.JOIN_POOL, Map.of("public", "ssh-ed25519 BBBB", "from", "10.0.0.1", "take_over", "no"));

    private Path home;
    private Path keys;

    @BeforeEach
    void makeHome() throws IOException {
        home = host.home();
        Files.createDirectories(home.resolve(".ssh"));
        keys = home.resolve(".ssh/authorized_keys");
    }

    @Test
    void removesExactlyWhatItWroteEvenWithoutALastLineBreak() throws Exception {
        String before = "# mine\nssh-ed25519 AAAA me@home";
        Files.writeString(keys, before);

        join();
        assertThat(withoutHomeId())
                .isEqualTo("from=\"10.0.0.1\",restrict ssh-ed25519 BBBB muster " + ID + "\n" + before);
        leave();

        assertThat(keys).content().isEqualTo(before);
    }

    /** A host accepts one of the two: in FIPS mode no ed25519. */
    @Test
    void writesALineForEachKeyOfTheCluster() throws Exception {
        Files.writeString(keys, "ssh-ed25519 AAAA me\n");
        Map<String, String> both =
                Map.of("public", "ssh-ed25519 BBBB\necdsa-sha2-nistp256 CCCC", "from", "10.0.0.1", "take_over", "no");
        for (int i = 0; i < 2; i++) {
            output(ShellScript.of(BootstrapScript.JOIN_POOL, both).withVariables(variables()));
        }
        assertThat(withoutHomeId())
                .isEqualTo("from=\"10.0.0.1\",restrict ssh-ed25519 BBBB muster " + ID + "\n"
                        + "from=\"10.0.0.1\",restrict ecdsa-sha2-nistp256 CCCC muster " + ID + "\n"
                        + "ssh-ed25519 AAAA me\n");
        leave();
        assertThat(keys).content().isEqualTo("ssh-ed25519 AAAA me\n");
    }

    @Test
    void writesItsLineOnce() throws Exception {
        Files.writeString(keys, "ssh-ed25519 AAAA me\n");

        join();
        join();

        assertThat(keys).content().hasLineCount(2);
    }

    @Test
    void removesAFileThatItCreated() throws Exception {
        join();
        assertThat(keys).exists();
        leave();

        assertThat(keys).doesNotExist();
        assertThat(home.resolve(".ssh")).isEmptyDirectory();
    }

    /** The file contains the operator's own keys: half a file would lock them out. */
    @Test
    void keepsTheOldFileIfTheNewOneCannotBeWritten() throws Exception {
        String before = "ssh-ed25519 AAAA me@home\n".repeat(100);
        Files.writeString(keys, before);

        RunResult full = run(ShellScript.raw("trap '' XFSZ; ulimit -f 1").then(JOIN.withVariables(variables())));

        assertThat(full.ok()).isFalse();
        assertThat(full.err()).contains("authorized_keys cannot be written: File too large");
        assertThat(keys).content().isEqualTo(before);
        assertThat(home.resolve(".ssh")).isDirectoryNotContaining("glob:**muster*");
    }

    @Test
    void reportsWhyAHomeCannotBeWritten() throws Exception {
        Files.delete(home.resolve(".ssh"));
        Files.createFile(home.resolve(".ssh"));

        assertThat(run(JOIN.withVariables(variables())).err())
                .contains(home.resolve(".ssh") + " cannot be made: File exists");
    }

    @Test
    void aJumpHostAllowsForwardingButNoCommands() throws Exception {
        Files.writeString(keys, "ssh-ed25519 AAAA me\n");
        authorizeJumpHost("10.0.0.1");
        assertThat(withoutHomeId())
                .startsWith("from=\"10.0.0.1\",restrict,port-forwarding,command=\"exit 1\" ssh-ed25519 BBBB muster "
                        + ID + "\n");
        leave();

        assertThat(keys).content().isEqualTo("ssh-ed25519 AAAA me\n");
    }

    /** A node, a node behind a jump host and the jump host share one home: in any order, one line allows what each needs. */
    @Test
    void hostsThatShareAHomeShareOneLineForAllAddresses() throws Exception {
        join();
        authorizeJumpHost("10.0.0.9");
        join();
        String both = "from=\"10.0.0.1,10.0.0.9\",restrict,port-forwarding ssh-ed25519 BBBB muster " + ID + " new\n";
        assertThat(withoutHomeId()).isEqualTo(both);
        leave();
        assertThat(keys).doesNotExist();

        authorizeJumpHost("10.0.0.9");
        join();
        assertThat(withoutHomeId()).isEqualTo(both.replace("10.0.0.1,10.0.0.9", "10.0.0.9,10.0.0.1"));
    }

    /** A cloned disk has the same inodes and times, but no file of the cluster. */
    @Test
    void onlyHostsThatShareAHomeReportTheSameWord() throws Exception {
        String home1 = homeId(host);
        Path clone = folder.resolve("clone");

        assertThat(home1).matches("home=[0-9a-f]{16}");
        assertThat(homeId(host)).isEqualTo(home1);
        assertThat(homeId(new ShellHost("b", shell, folder))).isEqualTo(home1);
        assertThat(homeId(new ShellHost("c", shell, clone)))
                .matches("home=[0-9a-f]{16}")
                .isNotEqualTo(home1);
    }

    /** A signal ends a script when a command of the operator ends, or a connection is lost. */
    @Test
    void aScriptThatIsEndedInTheMiddleLeavesNoLock() throws Exception {
        ShellScript ended = ShellScript.raw("end_in_the_middle() { kill -TERM $$; sleep 0.2; cat; }")
                .then(ShellScript.call(LibraryPart.KEYS, "edit_authorized_keys", "end_in_the_middle"));

        assertThat(run(ended).exitCode()).isEqualTo(143);

        assertThat(home.resolve(".ssh/.muster-lock")).doesNotExist();
    }

    @Test
    void aLockOfAProcessThatHasEndedIsRemovedAtOnce() throws Exception {
        lockedBy(output(ShellScript.raw("uname -n")).strip() + " 99999999");

        assertTimeoutPreemptively(Duration.ofSeconds(10), this::join);

        assertThat(keys).content().contains(" muster " + ID);
        assertThat(home.resolve(".ssh/.muster-lock")).doesNotExist();
    }

    @Test
    void theHolderOfALockIsNamedWithWhatFreesIt() throws Exception {
        lockedBy("other-host 12");
        Files.writeString(home.resolve("date"), "#!/bin/sh\necho $(($(cat $HOME/now) + 46)) | tee $HOME/now\n");
        Files.writeString(home.resolve("now"), "0");
        assertThat(home.resolve("date").toFile().setExecutable(true)).isTrue();
        host.setVariable("PATH", home + ":" + System.getenv("PATH"));

        assertThat(run(JOIN.withVariables(variables())).err())
                .contains(".muster-lock is held by process 12 on other-host: if that has ended, run: rm -r " + home);
    }

    private void lockedBy(String maker) throws IOException {
        Path lock = Files.createDirectory(home.resolve(".ssh/.muster-lock"));
        Files.writeString(lock.resolve("maker"), maker + "\n");
    }

    private String homeId(RemoteHost on) throws InterruptedException {
        return on.run(RemoteCommand.of(JOIN.withVariables(variables()).text()))
                .out()
                .lines()
                .filter(line -> line.startsWith("home="))
                .findFirst()
                .orElseThrow();
    }

    private String withoutHomeId() throws IOException {
        return Files.readString(keys).replaceAll(" home-[0-9a-f]{16}", "");
    }

    private void authorizeJumpHost(String from) throws InterruptedException {
        new JumpHostJoin(new ClusterId(ID), "ssh-ed25519 BBBB").join(host, List.of(from));
    }

    private void join() throws InterruptedException {
        output(JOIN.withVariables(variables()));
    }

    private void leave() throws InterruptedException {
        List<String> left = new PoolLeave(
                        "lab",
                        Optional.of(new ClusterId(ID)),
                        Optional.empty(),
                        Optional.of(root()),
                        Duration.ZERO,
                        false)
                .run(host, PoolLeave.Stage.CLEAR);
        assertThat(left).isEmpty();
    }

    private Map<String, String> variables() {
        return Map.of("root", root(), "cluster_id", ID);
    }

    private String root() {
        return home.resolve(".muster").toString();
    }
}
