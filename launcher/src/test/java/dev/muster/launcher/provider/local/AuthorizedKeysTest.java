package dev.muster.launcher.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.launcher.bootstrap.BootstrapScripts;
import dev.muster.ssh.local.LocalShellHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The head's way in, with a real shell and a home of its own. */
class AuthorizedKeysTest {
    private static final String ID = "00000000deadbeef";
    private static final String JOIN = BootstrapScripts.read(
            "join-pool.sh", Map.of("public", "ssh-ed25519 BBBB", "from", "10.0.0.1", "take_over", "no"));

    @TempDir
    Path home;

    private RemoteHost host;
    private Path keys;

    @BeforeEach
    void makeHome() throws IOException {
        Files.createDirectories(home.resolve(".ssh"));
        keys = home.resolve(".ssh/authorized_keys");
        host = new LocalShellHost("a", home);
    }

    @Test
    void takesBackExactlyWhatItWroteAlsoFromAFileWithoutALastLineBreak() throws Exception {
        String before = "# mine\nssh-ed25519 AAAA me@home";
        Files.writeString(keys, before);

        join();
        assertThat(withoutHomeId())
                .isEqualTo("from=\"10.0.0.1\",restrict ssh-ed25519 BBBB muster " + ID + "\n" + before);
        leave();

        assertThat(keys).content().isEqualTo(before);
    }

    @Test
    void writesItsLineOnce() throws Exception {
        Files.writeString(keys, "ssh-ed25519 AAAA me\n");

        join();
        join();

        assertThat(keys).content().hasLineCount(2);
    }

    @Test
    void removesAFileThatItMade() throws Exception {
        join();
        assertThat(keys).exists();
        leave();

        assertThat(keys).doesNotExist();
        assertThat(home.resolve(".ssh")).isEmptyDirectory();
    }

    /** The operator's own keys are in it: a half file would lock them out. */
    @Test
    void leavesTheFileAsItIsWhereTheNewOneCannotBeWrittenWhole() throws Exception {
        String before = "ssh-ed25519 AAAA me@home\n".repeat(100);
        Files.writeString(keys, before);

        RunResult full = tried("trap '' XFSZ; ulimit -f 1\n", JOIN);

        assertThat(full.ok()).isFalse();
        assertThat(full.err()).contains("authorized_keys cannot be written: File too large");
        assertThat(keys).content().isEqualTo(before);
        assertThat(home.resolve(".ssh")).isDirectoryNotContaining("glob:**muster*");
    }

    @Test
    void saysWhyAHomeCannotBeWritten() throws Exception {
        Files.delete(home.resolve(".ssh"));
        Files.createFile(home.resolve(".ssh"));

        assertThat(tried("", JOIN).err()).contains(home.resolve(".ssh") + " cannot be made: File exists");
    }

    @Test
    void aJumpHostIsLetThroughAndTakesNoCommands() throws Exception {
        Files.writeString(keys, "ssh-ed25519 AAAA me\n");
        letThrough("10.0.0.1");
        assertThat(withoutHomeId())
                .startsWith("from=\"10.0.0.1\",restrict,port-forwarding,command=\"exit 1\" ssh-ed25519 BBBB muster "
                        + ID + "\n");
        leave();

        assertThat(keys).content().isEqualTo("ssh-ed25519 AAAA me\n");
    }

    /** One home for a node, a node behind a jump host, and the jump host: in whichever order they come, one line lets in what each needs. */
    @Test
    void hostsThatShareAHomeShareALineThatIsWideEnoughForAll() throws Exception {
        join();
        letThrough("10.0.0.9");
        join();
        String both = "from=\"10.0.0.1,10.0.0.9\",restrict,port-forwarding ssh-ed25519 BBBB muster " + ID + " new\n";
        assertThat(withoutHomeId()).isEqualTo(both);
        leave();
        assertThat(keys).doesNotExist();

        letThrough("10.0.0.9");
        join();
        assertThat(withoutHomeId()).isEqualTo(both.replace("10.0.0.1,10.0.0.9", "10.0.0.9,10.0.0.1"));
    }

    /** A clone of a disk has the same inodes and times, but no file of the cluster's. */
    @Test
    void hostsAnswerAlikeWhereTheyShareAHomeAndOnlyThere() throws Exception {
        String home1 = homeId(host);
        Path clone = Files.createDirectories(home.resolve("clone"));

        assertThat(home1).matches("home=[0-9a-f]{16}");
        assertThat(homeId(host)).isEqualTo(home1);
        assertThat(homeId(new LocalShellHost("b", home))).isEqualTo(home1);
        assertThat(homeId(new LocalShellHost("c", clone)))
                .matches("home=[0-9a-f]{16}")
                .isNotEqualTo(home1);
    }

    private String homeId(RemoteHost which) throws InterruptedException {
        return which.run(RemoteCommand.of(script("", JOIN)))
                .out()
                .lines()
                .filter(line -> line.startsWith("home="))
                .findFirst()
                .orElseThrow();
    }

    private String withoutHomeId() throws IOException {
        return Files.readString(keys).replaceAll(" home-[0-9a-f]{16}", "");
    }

    private void letThrough(String from) throws InterruptedException {
        String script = BootstrapScripts.read("let-through.sh", Map.of("public", "ssh-ed25519 BBBB", "from", from));
        assertThat(tried("", script).ok()).isTrue();
    }

    private void join() throws InterruptedException {
        assertThat(tried("", JOIN).ok()).isTrue();
    }

    private void leave() throws InterruptedException {
        Map<String, String> variables =
                Map.of("stage", "clear", "cluster", "lab", "patience", "1", "keep", "no", "way_in", "goes", "host", "");
        assertThat(tried("", BootstrapScripts.read("leave-pool.sh", variables)).ok())
                .isTrue();
    }

    private RunResult tried(String before, String script) throws InterruptedException {
        return host.run(RemoteCommand.of(script(before, script)));
    }

    private String script(String before, String script) {
        String root = home.resolve(".muster").toString();
        return before
                + BootstrapScripts.chooseRoot(Map.of("root", root, "cluster_id", ID))
                + BootstrapScripts.read("authorized-keys.sh", Map.of())
                + script;
    }
}
