package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeState;
import dev.muster.core.failure.RemoteFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecCommandTest extends CommandTest {
    private FakeHost head = new FakeHost("");
    private FakeHost first = new FakeHost("");
    private FakeHost second = new FakeHost("");

    @BeforeEach
    void aHeadAndTwoWorkers() {
        head = clusters().addNode("head", "head", "vm1", NodeState.READY);
        first = clusters().addNode("cpu-1", "cpu", "vm2", NodeState.READY);
        second = clusters().addNode("gpu-2", "gpu", "vm3", NodeState.READY);
        head.out = "from the head\n";
        first.out = "one\n";
        second.out = "two\n";
    }

    @Test
    void runsOnTheHeadAndPassesOnItsOutputAndExitCode() {
        head.err = "a warning\n";
        head.code = 3;

        CommandRun.Ended ended = run("exec", "cluster.yaml", "hostname");

        assertThat(ended).isEqualTo(new CommandRun.Ended(3, "from the head\n", "a warning\n"));
        assertThat(first.scripts).isEmpty();
    }

    @Test
    void needsNoQuotesAfterTheDashes() {
        run("exec", "--", "python", "a.py", "--x", "two words", "$HOME");

        assertThat(head.scripts).containsExactly("env; python a.py --x 'two words' '$HOME'");
    }

    @Test
    void takesASingleArgumentAsShellText() {
        run("exec", "cd /tmp && ls | wc -l");
        run("exec", "--", "echo $HOME");

        assertThat(head.scripts).containsExactly("env; cd /tmp && ls | wc -l", "env; echo $HOME");
    }

    @Test
    void prefixesLinesOfSeveralNodesWithTheirKeys() {
        second.out = "two\nand a half";

        CommandRun.Ended ended = run("exec", "--all", "--", "hostname");

        assertThat(ended.code()).isZero();
        assertThat(ended.out().lines())
                .containsExactlyInAnyOrder("head:  from the head", "cpu-1: one", "gpu-2: two", "gpu-2: and a half");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void choosesWorkersATypeOrNamedNodes() {
        assertThat(run("exec", "--workers", "--", "x").out().lines()).hasSize(2);
        assertThat(run("exec", "--type", "gpu", "--", "x").out()).isEqualTo("gpu-2: two\n");
        assertThat(run("exec", "--node", "vm2", "--", "x").out()).isEqualTo("one\n");
        assertThat(run("exec", "--node", "cpu-1", "--node", "head", "--", "x")
                        .out()
                        .lines())
                .containsExactlyInAnyOrder("cpu-1: one", "head:  from the head");
    }

    @Test
    void listsTheNodesIfANodeIsUnknown() {
        CommandRun.Ended ended = run("exec", "--node", "cpu-9", "--", "x");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo(
                        "cluster: there is no node 'cpu-9'\n  the nodes are: head (vm1), cpu-1 (vm2), gpu-2 (vm3)\n");
    }

    @Test
    void refusesANameThatSeveralNodesHave() {
        CommandRun.Ended ended = run("exec", "--node", "10.0.0.9", "--", "x");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo("cluster: '10.0.0.9' matches 3 nodes\n  use a key: head (vm1), cpu-1 (vm2), gpu-2 (vm3)\n");
    }

    @Test
    void exitsWithTheHighestCodeOfSeveralNodes() {
        first.code = 3;
        second.code = 7;

        CommandRun.Ended ended = run("exec", "--all", "--", "x");

        assertThat(ended.code()).isEqualTo(7);
        assertThat(ended.err()).isEqualTo("cluster: cpu-1 (vm2): exited 3\ncluster: gpu-2 (vm3): exited 7\n");
    }

    @Test
    void exitsWith255IfANodeIsUnreachable() {
        first.reachable = false;

        CommandRun.Ended ended = run("exec", "--workers", "--", "x");

        assertThat(ended.code()).isEqualTo(255);
        assertThat(ended.out()).isEqualTo("gpu-2: two\n");
        assertThat(ended.err()).startsWith("cluster: cpu-1: vm2: no answer from port 22\n");
    }

    @Test
    void exitsWith255IfTheHeadIsUnreachable() {
        clusters().openFailure = RemoteFailure.unreachable("vm1", "vm1: no answer");

        CommandRun.Ended ended = run("exec", "--workers", "--", "x");

        assertThat(ended.code()).isEqualTo(255);
        assertThat(ended.err()).startsWith("cluster: vm1: no answer\n");
    }

    @Test
    void skipsNodesThatAreNotUp() {
        clusters().addNode("cpu-3", "cpu", "vm4", NodeState.STARTING);

        CommandRun.Ended ended = run("exec", "--type", "cpu", "--", "x");

        assertThat(ended.out()).isEqualTo("cpu-1: one\n");
        assertThat(ended.err()).isEqualTo("cluster: cpu-3 is starting: skipped\n");
    }

    @Test
    void failsIfNoNodeOfTheGroupIsUp() {
        CommandRun.Ended ended = run("exec", "--type", "tpu", "--", "x");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).isEqualTo("cluster: no node of type 'tpu' is up\n  'cluster status' shows the nodes\n");
    }

    @Test
    void foldsEqualOutput() {
        FakeHost third = clusters().addNode("cpu-2", "cpu", "vm4", NodeState.READY);
        FakeHost fourth = clusters().addNode("cpu-3", "cpu", "vm5", NodeState.READY);
        third.out = "one\n";
        fourth.out = "one\n";

        assertThat(run("exec", "--workers", "--fold", "--", "x").out()).isEqualTo("""
                        == 3 nodes: cpu-[1-3]
                        one
                        == 1 node: gpu-2
                        two
                        """);
    }

    @Test
    void passesOnItsInputOnlyWithStdin() {
        command.input = "some data";

        run("exec", "--stdin", "--", "wc");
        run("exec", "--", "wc");

        assertThat(head.inputs).containsExactly("some data", "");
        assertThat(run("exec", "--stdin", "--all", "--", "wc").err())
                .isEqualTo("cluster: --stdin works with one node, but 3 are chosen\n  choose one with --node NODE\n");
    }

    @Test
    void printsJsonLines() {
        assertThat(run("exec", "--output", "json", "--", "x").out()).isEqualTo("""
                        {"event":"output","node":"head","host":"vm1","stream":"out","line":"from the head"}
                        {"event":"exit","node":"head","host":"vm1","exit_code":0,"message":""}
                        {"event":"report","schema_version":1,"nodes":1,"exit_code":0}
                        """);
    }
}
