package dev.muster.whole;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Accounts with each login shell, whose start-up files print, define aliases and set options, or replace the shell by another one. What runs there has its own
 * output and exit code, and the cluster's environment.
 */
@Tag("whole")
class LabShellsTest {
    private static final String NOISE = "echo noise; echo louder >&2; alias cp='cp -i'; alias echo='echo aliased'\n";
    /** By the host whose account has it. */
    private static final Map<Integer, String> SHELLS =
            new LinkedHashMap<>(Map.of(1, "bash", 5, "dash", 6, "zsh", 7, "fish", 8, "tcsh", 13, "ash", 14, "bash"));

    private static final int REPLACED = 14;
    /** Start-up files, by path in the home. */
    private static final Map<String, String> FILES = Map.of(
            ".profile",
            NOISE,
            ".bashrc",
            NOISE + "set -o noclobber\n",
            ".zshenv",
            NOISE,
            ".zshrc",
            NOISE + "setopt noclobber\n",
            ".config/fish/config.fish",
            "echo noise; alias cp 'cp -i'\n",
            ".tcshrc",
            "echo noise; alias cp 'cp -i'\n");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Lab lab;
    private Sandbox sandbox;

    @BeforeEach
    void hosts() throws Exception {
        lab = Lab.ready();
        sandbox = new Sandbox(folder);
        for (Map.Entry<Integer, String> account : SHELLS.entrySet()) {
            startUpFiles(account.getKey());
            loginShell(account.getKey(), account.getValue());
        }
    }

    @AfterEach
    void nothingStays() throws Exception {
        if (sandbox == null) {
            return;
        }
        sandbox.cluster("down", "-y", "--force");
        sandbox.close();
        for (int host : SHELLS.keySet()) {
            lab.on(
                    host,
                    "umount /etc/passwd; rm -rf /run/passwd /run/new /run/ash; cd ~; rm -rf copy seen .config .zsh_history"
                            + " .local/share/fish " + names() + "; tar -xf /run/kept.tar; rm /run/kept.tar");
        }
    }

    private static String names() {
        return ".bash_profile " + String.join(" ", FILES.keySet());
    }

    @Test
    void everyShellRunsWhatTheFileAndTheOperatorSay() throws Exception {
        int[] hosts =
                SHELLS.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        sandbox.config(new LabFile(lab, "shells")
                .hosts(hosts)
                .min(hosts.length - 1)
                .with("""
                        environment: {env_vars: {LAB_WORD: "a b"}}
                        setup_commands:
                          - "echo old >~/copy; cp /etc/hostname ~/copy; echo \\"$LAB_WORD ${BASH_VERSION:+bash}\\" >|~/seen"
                        """)
                .text());
        sandbox.cluster("up", "-y").expect(0);

        SoftAssertions each = new SoftAssertions();
        for (int host : hosts) {
            String shell = "host " + host + ", " + SHELLS.get(host);
            each.assertThat(lab.on(host, "cat ~/seen; cmp ~/copy /etc/hostname"))
                    .as(shell + ": set-up")
                    .isEqualTo("a b bash\n");
            Sandbox.Ended exec = sandbox.cluster(
                    "exec", "--node", lab.address(host), "--", "sh", "-c", "echo \"$LAB_WORD\"; echo oops >&2; exit 3");
            each.assertThat(exec.out()).as(shell + ": exec").isEqualTo("a b\n");
            each.assertThat(exec.err()).as(shell + ": exec").isEqualTo("oops\n");
            each.assertThat(exec.code()).as(shell + ": exec").isEqualTo(3);
            each.assertThat(attached(host)).as(shell + ": attach").isEqualTo("code 7, " + Play.RESTORED);
        }
        each.assertAll();
        sandbox.cluster("down", "-y").expect(0);
    }

    /** Quotes part the word whose echo is not to be taken for its output. */
    private String attached(int host) throws Exception {
        Play play = Play.of(folder, "attach", """
                expect #
                type /bin/echo "wo""rd-$LAB_WORD"\\r
                expect word-a b
                type exit 7\\r
                """);
        Sandbox.Ended ended = sandbox.under(play.program(), "attach", "--node", lab.address(host));
        return ended.out() + ended.err();
    }

    /** In place of the account's own ones, which are kept. */
    private void startUpFiles(int host) throws Exception {
        lab.on(
                host,
                "cd ~; find " + names() + " -maxdepth 0 2>/dev/null | tar -cf /run/kept.tar -T -; rm -f " + names());
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            write(host, file.getKey(), file.getValue());
        }
        if (host == REPLACED) {
            write(host, ".bash_profile", "exec dash\n");
        }
    }

    private void write(int host, String name, String text) throws Exception {
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        lab.on(host, "mkdir -p \"$(dirname ~/" + name + ")\"; echo " + encoded + " | base64 -d >~/" + name);
    }

    private void loginShell(int host, String name) throws Exception {
        lab.on(
                host,
                "ln -sf \"$(command -v busybox)\" /run/ash; shell=$(PATH=/run:$PATH command -v " + name + ");"
                        + " sed \"s#^root:\\(.*\\):.*#root:\\1:$shell#\" /etc/passwd >/run/new; mount --bind /run/new /etc/passwd");
    }
}
