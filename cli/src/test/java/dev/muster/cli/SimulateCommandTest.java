package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulateCommandTest extends CommandTest {
    static void writeFiles(Path folder) throws IOException {
        Files.writeString(folder.resolve("cluster.yaml"), """
                cluster_name: lab
                provider: {type: process}
                max_workers: 4
                idle_timeout_minutes: 5
                head_node_type: head
                available_node_types:
                  head: {resources: {CPU: 0}}
                  cpu: {resources: {CPU: 2}, min_workers: 0, max_workers: 4}
                """);
        Files.writeString(folder.resolve("burst.yaml"), """
                length: 1h
                seed: 7
                machines: {cpu: {boot: 90s}, head: {resources: {CPU: 0}}}
                work: [{at: 1m, count: 8, resources: {CPU: 1}, runtime: 10m}]
                """);
    }

    @BeforeEach
    void filesOfABurst() throws IOException {
        writeFiles(folder);
    }

    private Map<?, ?> json(String... more) {
        String[] words = new String[more.length + 5];
        System.arraycopy(new String[] {"simulate", "--workload", "burst.yaml", "-o", "json"}, 0, words, 0, 5);
        System.arraycopy(more, 0, words, 5, more.length);
        CommandRun.Ended ended = run(words);
        assertThat(ended.err()).isEmpty();
        return (Map<?, ?>) java.util.Objects.requireNonNull(Json.read(ended.out()));
    }

    private static Map<?, ?> runOf(Map<?, ?> json, int index) {
        return (Map<?, ?>) ((List<?>) java.util.Objects.requireNonNull(json.get("runs"))).get(index);
    }

    @Test
    void growsForABurstAndShrinksAfterTheIdleTimeout() {
        Map<?, ?> run = runOf(json(), 0);

        assertThat(String.valueOf(run.get("peak_machines"))).isEqualTo("4");
        assertThat(String.valueOf(run.get("launches"))).isEqualTo("4");
        List<?> timeline = (List<?>) java.util.Objects.requireNonNull(run.get("timeline"));
        assertThat(String.valueOf(((Map<?, ?>) timeline.getLast()).get("machines")))
                .isEqualTo("0");
    }

    @Test
    void comparesTwoSettings() {
        CommandRun.Ended ended = run("simulate", "--workload", "burst.yaml", "--set", "max_workers=1");

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .startsWith("simulated 1:00:00 with seed 7\n")
                .contains("config file", "max_workers=1", "DIFFERENCE", "waiting p95", "TASKS WAITING")
                .containsPattern("peak machines +4 +1 +-3");
    }

    @Test
    void saysNothingOfTheWaitsOfTasksThatNeverStarted() throws IOException {
        Files.writeString(
                folder.resolve("burst.yaml"),
                "length: 1h\nmachines: {cpu: {boot: 90s}}\nwork: [{at: 1m, count: 3, resources: {GPU: 1}, runtime: 10m}]\n");

        assertThat(run("simulate", "--workload", "burst.yaml").out())
                .containsPattern("waiting p50 +-\n")
                .containsPattern("tasks never started +3\n")
                .containsPattern("config file:\n  never started: 3 x .GPU: 1.: .*no GPU");
        Files.writeString(
                folder.resolve("burst.yaml"),
                "length: 1h\nmachines: {cpu: {boot: 695s}}\nwork: [{at: 0s, count: 1, resources: {CPU: 1}, runtime: 10m}]\n");
        assertThat(run("simulate", "--workload", "burst.yaml").out()).containsPattern("waiting p50 +11m");
    }

    @Test
    void printsTheTimelineOfBothSettingsAsCsv() {
        CommandRun.Ended ended =
                run("simulate", "--workload", "burst.yaml", "--set", "max_workers=1", "--output", "csv");

        assertThat(ended.out().lines())
                .startsWith("setting,seconds,machines,starting,ready,draining,tasks_waiting,tasks_running")
                .anyMatch(line -> line.startsWith("\"config file\",0.0,0,"))
                .anyMatch(line -> line.startsWith("\"max_workers=1\",0.0,0,"));
    }

    @Test
    void givesTheSameResultForTheSameSeed() {
        assertThat(json("--seed", "3"))
                .isEqualTo(json("--seed", "3"))
                .extracting("seed")
                .hasToString("3");
    }

    @Test
    void reportsAllProblemsOfTheWorkload() throws IOException {
        Files.writeString(folder.resolve("burst.yaml"), "lenght: 1h\nwork: [{at: soon, count: 1}]\n");

        CommandRun.Ended ended = run("simulate", "--workload", "burst.yaml");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains("did you mean 'length'?")
                .contains("expected a duration of up to a year, found 'soon'")
                .contains("resources: is required");
    }

    @Test
    void validatesSettingsLikeTheFile() {
        CommandRun.Ended ended = run("simulate", "--workload", "burst.yaml", "--set", "max_worker=1");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("max_worker").contains("did you mean 'max_workers'?");
    }

    @Test
    void failsIfTheCpusOfANodeAreUnknown() throws IOException {
        Files.writeString(folder.resolve("cluster.yaml"), "hosts: [vm1, vm2]\n");
        Files.writeString(folder.resolve("burst.yaml"), "work: [{resources: {CPU: 1}}]\n");

        CommandRun.Ended ended = run("simulate", "--workload", "burst.yaml");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("the number of CPUs of a node of type 'worker' is unknown");
    }

    @Test
    void onlySimulateSupportsCsv() {
        CommandRun.Ended ended = run("status", "--output", "csv");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("only 'simulate' supports csv; use table or json");
    }
}
