package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeState;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExplainCommandTest extends CommandTest {
    private static Fact past(Duration ago, long decision, String text) {
        return new Fact(Optional.of(FakeTime.NOW.minus(ago)), OptionalLong.of(decision), "demand", text);
    }

    @Test
    void explainsTheClusterAndItsUnmetDemand() {
        clusters().control.explanations = List.of(
                Explanation.summary(
                        "cluster", "no action is possible", List.of(Fact.now("starting", "1 node starting"))),
                Explanation.ofFirst(
                        "4 x {CPU: 8} requested",
                        List.of(
                                Fact.now("fits_nothing", "no type has 8 CPU"),
                                Fact.now("type", "type cpu: has 2 CPU"))));

        CommandRun.Ended ended = run("explain");

        assertThat(clusters().control.asked).containsExactly("explain the cluster");
        assertThat(ended.code()).isZero();
        assertThat(ended.out().lines())
                .containsExactly(
                        "cluster: no action is possible",
                        "  now                     1 node starting",
                        "",
                        "4 x {CPU: 8} requested: no type has 8 CPU",
                        "  now                     type cpu: has 2 CPU");
    }

    @Test
    void printsAFactThatOnlySoundsLikeTheAnswer() {
        clusters().control.explanations = List.of(
                Explanation.summary("cluster", "1 node starting", List.of(Fact.now("starting", "1 node starting"))));

        assertThat(run("explain").out().lines())
                .containsExactly("cluster: 1 node starting", "  now                     1 node starting");
    }

    @Test
    void explainsANodeWithTimesAndDecisions() {
        clusters().addNode("cpu-1", "cpu", "vm2", NodeState.READY);
        clusters().control.explanations = List.of(Explanation.summary(
                "cpu-1",
                "launch: asked for",
                List.of(past(Duration.ofDays(2), 3, "launch: asked for"), past(Duration.ofSeconds(1), 12, "drain"))));

        CommandRun.Ended ended = run("explain", "vm2");

        assertThat(clusters().control.asked).containsExactly("explain cpu-1");
        assertThat(ended.out())
                .containsPattern("  [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}  decision 3    launch: asked for\n")
                .containsPattern("  [0-9:]{8}  decision 12   drain\n");
    }

    @Test
    void findsANodeThatIsGoneByItsKey() {
        run("explain", "cpu-9");

        assertThat(clusters().control.asked).contains("explain cpu-9");
    }

    @Test
    void takesOneNodeOnly() {
        CommandRun.Ended ended = run("explain", "cpu-1", "cpu-2");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).startsWith("cluster: 'explain' takes one node, not 2");
    }

    @Test
    void printsJsonForPrograms() {
        clusters().control.explanations = List.of(Explanation.summary(
                "cpu-1", "because", List.of(past(Duration.ZERO, 3, "launch"), Fact.now("idle", "idle for 3 s"))));

        assertThat(run("explain", "--output", "json").out())
                .isEqualTo(
                        "{\"schema_version\":1,\"explanations\":[{\"subject\":\"cpu-1\",\"answer\":\"because\",\"facts\":["
                                + "{\"at\":\"" + FakeTime.NOW
                                + "\",\"decision\":3,\"code\":\"demand\",\"text\":\"launch\"},"
                                + "{\"at\":null,\"decision\":null,\"code\":\"idle\",\"text\":\"idle for 3 s\"}]}]}\n");
    }
}
