package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.console.ProcessBrowser;
import dev.muster.cli.console.StopSignal;
import dev.muster.core.NodeState;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DashboardCommandTest extends CommandTest {
    private static final String TOKEN_FILE = "/var/tmp/muster/lab/head/engine/auth_token";

    private FakeHost head = new FakeHost("");

    @BeforeEach
    void aHeadWithADashboard() {
        head = clusters().addNode("head", "head", "vm1", NodeState.READY);
        head.out = "muster-engine-dashboard 1\nport=8265\ntoken_file=" + TOKEN_FILE + "\n";
        command.window = FakeWindow.TERMINAL.withSignal(StopSignal.INT);
    }

    @Test
    void forwardsThePortAndOpensTheBrowserUntilCtrlC() {
        CommandRun.Ended ended = run("dashboard");

        assertThat(head.scripts).containsExactly("env; dashboard", "forward 8265 to 8265");
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).isEqualTo("http://127.0.0.1:8265\n");
        assertThat(ended.err()).isEqualTo("""
                        cluster: the dashboard asks for the token in %s of the head; to print it: cluster exec -- cat %s
                        cluster: opened a browser; Ctrl-C ends it
                        """.formatted(TOKEN_FILE, TOKEN_FILE));
        assertThat(command.browser.opened).containsExactly("http://127.0.0.1:8265");
    }

    @Test
    void asksForNoTokenWhereTheEngineNeedsNone() {
        head.out = "muster-engine-dashboard 1\nport=8265\n";

        assertThat(run("dashboard").err()).doesNotContain("token");
    }

    @Test
    void usesTheNextFreePort() {
        head.portsInUse.add(8265);
        head.portsInUse.add(8266);

        CommandRun.Ended ended = run("dashboard");

        assertThat(ended.out()).isEqualTo("http://127.0.0.1:8267\n");
        assertThat(ended.err()).startsWith("cluster: port 8265 of this machine is in use\n");
        assertThat(head.scripts).contains("forward 8267 to 8265");
    }

    @Test
    void failsIfNoPortIsFree() {
        for (int port = 65_530; port <= 65_535; port++) {
            head.portsInUse.add(port);
        }

        CommandRun.Ended ended = run("dashboard", "-p", "65530");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).startsWith("cluster: cannot listen on port 65530 of this machine");
    }

    @Test
    void usesTheGivenPorts() {
        run("dashboard", "-p", "9000", "--remote-port", "8888");

        assertThat(head.scripts).contains("forward 9000 to 8888");
    }

    @Test
    void opensNoBrowserWithoutATerminalOrIfNoneIsWanted() {
        assertThat(run("dashboard", "--no-browser").err()).contains("open this address in a browser; Ctrl-C ends it");
        command.window = FakeWindow.NONE.withSignal(StopSignal.INT);
        assertThat(run("dashboard").code()).isZero();
        command.window = FakeWindow.TERMINAL.withSignal(StopSignal.INT);
        assertThat(run("dashboard", "-o", "json").code()).isZero();

        assertThat(command.browser.opened).isEmpty();
    }

    @Test
    void saysSoIfThereIsNoScreen() {
        command.browser.hasScreen = false;

        assertThat(run("dashboard").err()).contains("open this address in a browser; Ctrl-C ends it");
        assertThat(new ProcessBrowser(false, Map.of("DISPLAY", "")).open("http://127.0.0.1:1"))
                .isFalse();
    }

    @Test
    void printsTheReasonIfTheEngineDoesNotAnswer() {
        head.code = 1;
        head.err = "a warning\nRay does not answer at vm1:6379: refused\n";

        assertThat(run("dashboard"))
                .isEqualTo(new CommandRun.Ended(1, "", "cluster: Ray does not answer at vm1:6379: refused\n"));
    }

    @Test
    void failsWithoutAnEngineThatHasADashboard() {
        clusters().console = Optional.empty();

        assertThat(run("dashboard").code()).isEqualTo(2);
    }

    @Test
    void acceptsNoOutputThatItDoesNotUnderstand() {
        head.out = "muster-engine-dashboard 1\nport=0\n";

        CommandRun.Ended ended = run("dashboard");

        assertThat(ended.code()).isEqualTo(255);
        assertThat(ended.err()).startsWith("cluster: vm1: unexpected output of the engine's client\n");
        assertThat(clusters().asked).last().isEqualTo("close");
    }

    @Test
    void endsAsAfterTheSignalThatEndedIt() {
        command.window = FakeWindow.TERMINAL.withSignal(StopSignal.TERM);

        assertThat(run("dashboard").code()).isEqualTo(143);
        assertThat(clusters().asked).last().isEqualTo("close");
    }
}
