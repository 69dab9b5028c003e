package dev.muster.client.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.Multiplexer;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.script.ShellScript;
import dev.muster.ssh.local.LocalShellHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the scripts with replacements for tmux and screen that record their calls, one argument on each line, and run the session's first process. */
class PersistentSessionsTest {
    private static final ShellScript INSIDE = ShellScript.raw("echo \"it's me\" >>\"$HOME/inside\"; exit 3");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void createReplacements() throws Exception {
        for (String name : List.of("tmux", "screen")) {
            Path program = folder.resolve(name);
            Files.writeString(program, """
                    #!/bin/sh
                    case "$*" in *has-session*) [ -e "$0.has" ]; exit ;; *show-options*) exit ;; esac
                    printf '%s\\n' "$MUSTER_NODE" "${MUSTER_SESSION-none}" "${SCREENDIR-none}" "$@" >>"$0.given"
                    while [ $# -gt 0 ] && [ "$1" != sh ]; do shift; done
                    [ $# = 0 ] || sh "$2"
                    [ $# = 0 ] || [ ! -e "$2" ] || echo "the script stayed" >>"$HOME/inside"
                    exit 0
                    """);
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        Files.createDirectories(Path.of(node()));
        Files.writeString(folder.resolve(".tmux.conf"), "set -g destroy-unattached on\n");
        Files.writeString(folder.resolve(".screenrc"), "autodetach off\n");
    }

    @Test
    void tmuxStartsASessionThatDoesNotMakeTheNodeBusy() throws Exception {
        List<String> given = given(sessions().startDetached(Multiplexer.TMUX, INSIDE), Multiplexer.TMUX);

        assertThat(given).startsWith("id/head", "none", "none", "-S", node() + "/tmux", "-f", "/dev/null");
        assertThat(given).containsSequence("new-session", "-d", "-s", "muster", "sh");
        assertThat(folder.resolve("inside")).hasContent("it's me");
    }

    /** The user's configuration is read when somebody attaches, and may not end a session that nobody looks at. */
    @Test
    void tmuxKeepsASessionThatTheConfigurationWouldEnd() throws Exception {
        assertThat(given(sessions().startDetached(Multiplexer.TMUX, INSIDE), Multiplexer.TMUX))
                .containsSequence(";", "set-option", "-t", "muster", "destroy-unattached", "off")
                .doesNotContain("source-file");
        assertThat(given(sessions().attach(Multiplexer.TMUX, "me", INSIDE), Multiplexer.TMUX))
                .containsSequence("source-file", folder + "/.tmux.conf")
                .endsWith(";", "set-option", "-s", "exit-unattached", "off");
    }

    @Test
    void tmuxAddsAWindowToAnExistingSession() throws Exception {
        Files.createFile(folder.resolve("tmux.has"));

        assertThat(given(sessions().startDetached(Multiplexer.TMUX, INSIDE), Multiplexer.TMUX))
                .contains("new-window", "muster:")
                .doesNotContain("new-session");
    }

    @Test
    void anAttachedOperatorMakesTheNodeBusy() throws Exception {
        Files.createFile(folder.resolve("tmux.has"));

        assertThat(given(sessions().attach(Multiplexer.TMUX, "me", INSIDE), Multiplexer.TMUX))
                .startsWith("id/head", "me", "none")
                .containsSequence("attach-session", "-t", "muster");
    }

    @Test
    void attachingStartsASessionIfThereIsNone() throws Exception {
        assertThat(given(sessions().attach(Multiplexer.TMUX, "me", INSIDE), Multiplexer.TMUX))
                .containsSubsequence("none", "new-session", "muster", "me", "attach-session", "muster");
    }

    @Test
    void screenKeepsItsSocketsInTheNodeFolder() throws Exception {
        assertThat(given(sessions().startDetached(Multiplexer.SCREEN, INSIDE), Multiplexer.SCREEN))
                .startsWith("id/head", "none", node() + "/screens")
                .containsSequence("-dmS", "muster", "sh");
        assertThat(Path.of(node(), "screens")).isDirectory();
        assertThat(Path.of(node(), "shells/screenrc"))
                .hasContent("source \"" + folder + "/.screenrc\"\nautodetach on\n");
    }

    private PersistentSessions sessions() {
        return new PersistentSessions(node(), ShellScript.export("MUSTER_NODE", "id/head"));
    }

    private String node() {
        return folder.resolve("a node").toString();
    }

    private List<String> given(ShellScript script, Multiplexer tool) throws Exception {
        Files.deleteIfExists(folder.resolve(tool.wireName() + ".given"));
        try (LocalShellHost host = new LocalShellHost("vm1", folder)) {
            assertThat(host.run(RemoteCommand.of("PATH=" + folder + ":$PATH\n" + script.text()))
                            .ok())
                    .isTrue();
        }
        return Files.readAllLines(folder.resolve(tool.wireName() + ".given"));
    }
}
