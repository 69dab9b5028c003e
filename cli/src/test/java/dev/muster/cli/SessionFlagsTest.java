package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.DownRequest;
import dev.muster.client.UpRequest;
import dev.muster.core.NodeState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The options of exec and attach that Ray has too. */
class SessionFlagsTest extends CommandTest {
    private FakeHost head = new FakeHost("");
    private FakeHost worker = new FakeHost("");

    @BeforeEach
    void aHeadAndAWorker() {
        head = clusters().addNode("head", "head", "vm1", NodeState.READY);
        worker = clusters().addNode("cpu-1", "cpu", "vm2", NodeState.READY);
    }

    @Test
    void execStartsInTmuxAndReturns() {
        CommandRun.Ended ended = run("exec", "--tmux", "--", "python", "a b.py");

        assertThat(ended)
                .isEqualTo(new CommandRun.Ended(
                        0, "", "cluster: started in tmux on head; to see it: cluster attach --tmux\n"));
        assertThat(head.scripts).containsExactly("command -v tmux >/dev/null", "tmux begins python 'a b.py'");
    }

    @Test
    void execStartsInScreenOnEachChosenNode() {
        CommandRun.Ended ended = run("exec", "--screen", "--workers", "--", "x");

        assertThat(ended.err())
                .isEqualTo("cluster: started in screen on cpu-1; to see it: cluster attach --screen --node cpu-1\n");
        assertThat(head.scripts).isEmpty();
    }

    @Test
    void failsBeforeTheCommandIfANodeHasNoTmux() {
        head.code = 1;

        CommandRun.Ended ended = run("exec", "--tmux", "--", "x");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).startsWith("cluster: head has no tmux; nothing was run\n  install it there");
        assertThat(head.scripts).containsExactly("command -v tmux >/dev/null");
    }

    @Test
    void stopTakesTheClusterDownAndKeepsTheExitCode() {
        head.code = 3;

        CommandRun.Ended ended = run("exec", "--stop", "--", "x");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(clusters().asked).contains("down");
        assertThat(clusters().asked.indexOf("close"))
                .isLessThan(clusters().asked.indexOf("down"));
    }

    @Test
    void keepsTheClusterUpWithoutStop() {
        run("exec", "--", "x");

        assertThat(clusters().asked).doesNotContain("down").noneMatch(asked -> asked instanceof DownRequest);
    }

    @Test
    void leavesStopInTmuxToTheHead() {
        run("exec", "--tmux", "--stop", "--", "x");

        assertThat(head.scripts).contains("tmux begins x, then stops");
        assertThat(clusters().asked).doesNotContain("down");
        assertThat(run("exec", "--tmux", "--stop", "--all", "--", "x").err())
                .startsWith("cluster: --tmux with --stop runs on the head only\n");
    }

    @Test
    void startBringsTheClusterUpFirst() {
        CommandRun.Ended ended = run("exec", "--start", "--", "x");

        assertThat(clusters().asked)
                .anyMatch(asked -> asked instanceof UpRequest)
                .contains("up");
        assertThat(ended.out()).as("the report of 'up' is on stderr").isEmpty();
        assertThat(head.scripts).containsExactly("env; x");
    }

    @Test
    void forwardsPortsWhileTheCommandRuns() {
        CommandRun.Ended ended = run("exec", "-p", "8265", "--port-forward", "9000:80", "--", "x");

        assertThat(head.scripts).containsExactly("forward 8265 to 8265", "forward 9000 to 80", "env; x");
        assertThat(ended.err()).contains("forwarding port 9000 of this machine to port 80 of");
    }

    @Test
    void refusesInvalidPorts() {
        assertThat(run("exec", "-p", "0", "--", "x").err()).startsWith("cluster: -p: '0' is not a port\n");
        assertThat(run("exec", "-p", "1:2:3", "--", "x").err()).startsWith("cluster: -p: '1:2:3' is not a port\n");
        assertThat(run("exec", "-p", "65536:1", "--", "x").code()).isEqualTo(2);
        assertThat(run("exec", "-p", "80", "--all", "--", "x").err()).startsWith("cluster: -p works with one node");
    }

    @Test
    void refusesFlagsThatContradictEachOther() {
        assertThat(run("exec", "--tmux", "--screen", "--", "x").err())
                .startsWith("cluster: --tmux and --screen cannot be combined");
        assertThat(run("exec", "--tmux", "--fold", "--", "x").err()).startsWith("cluster: --tmux returns at once");
        command.window = FakeWindow.TERMINAL;
        assertThat(run("attach", "--new").err()).startsWith("cluster: --new needs --tmux or --screen");
    }

    @Test
    void attachJoinsASessionOrStartsANewOne() {
        command.window = FakeWindow.TERMINAL;

        run("attach", "--tmux");
        run("attach", "--screen", "-N", "--node", "cpu-1");

        assertThat(head.scripts).contains("tmux joins head");
        assertThat(worker.scripts).contains("screen new on cpu-1");
    }

    @Test
    void printsAddressesAndNothingElse() {
        clusters().addNode("cpu-2", "cpu", "vm3", NodeState.STARTING);

        assertThat(run("get-head-ip")).isEqualTo(new CommandRun.Ended(0, address("head") + "\n", ""));
        assertThat(run("get-worker-ips")).isEqualTo(new CommandRun.Ended(0, address("cpu-1") + "\n", ""));
        assertThat(run("get-worker-ips", "-o", "json").out())
                .isEqualTo("{\"schema_version\":1,\"addresses\":[\"" + address("cpu-1") + "\"]}\n");
    }

    private String address(String key) {
        return clusters().control.addresses.stream()
                .filter(node -> node.machine().key().value().equals(key))
                .findFirst()
                .orElseThrow()
                .machine()
                .address();
    }
}
