package dev.muster.client.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.Multiplexer;
import dev.muster.core.port.RemoteCommand;
import dev.muster.ssh.local.LocalShellHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the shell text with replacements for tmux and screen that record their arguments, one on each line. */
class PersistentSessionsTest {
    private static final String INSIDE = "echo \"it's me\"; exit 3";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void createReplacements() throws Exception {
        for (String name : List.of("tmux", "screen")) {
            Path program = folder.resolve(name);
            Files.writeString(
                    program,
                    "#!/bin/sh\ncase \"$*\" in *has-session*) [ -e \"$0.has\" ]; exit;; esac\n"
                            + "printf '%s\\n' \"$MUSTER_NODE\" \"${MUSTER_SESSION-none}\" \"${SCREENDIR-none}\" \"$@\" >\"$0.given\"\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
    }

    @Test
    void tmuxStartsASessionThatDoesNotMakeTheNodeBusy() throws Exception {
        assertThat(given(sessions().startDetached(Multiplexer.TMUX, INSIDE), Multiplexer.TMUX))
                .containsExactly(
                        "id/head",
                        "none",
                        "none",
                        "-S",
                        node() + "/tmux",
                        "new-session",
                        "-d",
                        "-s",
                        "muster",
                        "sh",
                        "-c",
                        INSIDE);
    }

    @Test
    void tmuxAddsAWindowToAnExistingSession() throws Exception {
        Files.createFile(folder.resolve("tmux.has"));

        assertThat(given(sessions().startDetached(Multiplexer.TMUX, INSIDE), Multiplexer.TMUX))
                .contains("new-window", "muster:", INSIDE)
                .doesNotContain("new-session");
    }

    @Test
    void anAttachedOperatorMakesTheNodeBusy() throws Exception {
        Files.createFile(folder.resolve("tmux.has"));
        String busy = "export MUSTER_SESSION=me\n";

        assertThat(given(sessions().attach(Multiplexer.TMUX, busy, INSIDE), Multiplexer.TMUX))
                .containsExactly("id/head", "me", "none", "-S", node() + "/tmux", "attach-session", "-t", "muster");
    }

    @Test
    void attachingStartsASessionIfThereIsNone() throws Exception {
        assertThat(given(sessions().attach(Multiplexer.TMUX, "", INSIDE), Multiplexer.TMUX))
                .contains("new-session", "muster", INSIDE);
    }

    @Test
    void screenKeepsItsSocketsInTheNodeFolder() throws Exception {
        assertThat(given(sessions().startDetached(Multiplexer.SCREEN, INSIDE), Multiplexer.SCREEN))
                .containsExactly("id/head", "none", node() + "/screens", "-dmS", "muster", "sh", "-c", INSIDE);
        assertThat(Path.of(node(), "screens")).isDirectory();
    }

    private PersistentSessions sessions() throws Exception {
        Files.createDirectories(Path.of(node()));
        return new PersistentSessions(node(), "export MUSTER_NODE=id/head\n");
    }

    private String node() {
        return folder.resolve("a node").toString();
    }

    private List<String> given(String script, Multiplexer tool) throws Exception {
        try (LocalShellHost host = new LocalShellHost("vm1", folder)) {
            assertThat(host.run(RemoteCommand.of("PATH=" + folder + ":$PATH\n" + script))
                            .ok())
                    .isTrue();
        }
        return Files.readAllLines(folder.resolve(tool.wireName() + ".given"));
    }
}
