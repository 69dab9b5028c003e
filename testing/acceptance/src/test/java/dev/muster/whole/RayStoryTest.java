package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A day of somebody who trains models: many runs on few hosts, one on each at a time, and some of them behave badly. */
@Tag("whole")
class RayStoryTest {
    private static final int[] WORKERS = {5, 6, 7, 8};
    private static final int RUNS = 24;
    private static final long MEBIBYTE = 1 << 20;
    private static final Path EXAMPLE =
            Path.of(System.getProperty("muster.checkout")).resolve("examples/automl_runs.py");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Lab lab;
    private Sandbox sandbox;
    private LabRay ray;

    @BeforeEach
    void aClusterWithoutWorkers() throws Exception {
        lab = Lab.ready();
        sandbox = new Sandbox(folder);
        ray = LabRay.required(lab, sandbox);
        sandbox.config(new LabFile(lab, "story")
                .hosts(1, 5, 6, 7, 8)
                .with("environment: {venv: " + ray.environment() + "}\nupscaling_speed: 10\n")
                .text()
                .replace("worker: {resources: {CPU: 1}", "worker: {resources: {CPU: 1, vm: 1}"));
        // The file does not name Ray.
        assertThat(sandbox.cluster("up", "-y").expect(0).out()).contains("engine ray (Ray is installed on the head)");
    }

    @AfterEach
    void nothingStays() throws Exception {
        if (ray != null) {
            sandbox.cluster("down", "-y", "--force");
            sandbox.close();
        }
    }

    @Test
    void runsOnFewHostsKeepTheirLimitsAndDisturbNobody() throws Exception {
        Sandbox.Running submitted = sandbox.begin(
                "submit",
                EXAMPLE.toString(),
                "--",
                "--runs=" + RUNS,
                "--seconds=1",
                "--memory=512MiB",
                "--megabytes=32",
                "--sleeper-timeout=4s",
                "--output=/root/runs.jsonl");
        noRunIsCountedTwice(submitted);
        Patience.until(
                "all runs have ended",
                Duration.ofSeconds(240),
                () -> submitted.isAlive() ? List.of(submitted.out() + submitted.err()) : List.of());
        Sandbox.Ended ended = submitted.await();
        System.out.println(ended.out());
        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();

        everyRunKeptItsLimits(Files.readAllLines(lab.disk(1).resolve("home/runs.jsonl")).stream()
                .map(new ObjectMapper()::readTree)
                .toList());
        for (int worker : WORKERS) {
            assertThat(lab.processes(worker)).noneMatch(line -> line.contains("train(**"));
        }
        assertThat(lab.on(1, "ls /sys/fs/cgroup /sys/fs/cgroup/memory")).doesNotContain("muster-run-");
    }

    /** Both what the runs measured themselves, and what their control groups say. */
    private static void everyRunKeptItsLimits(List<JsonNode> reports) {
        assertThat(nodes(reports)).hasSizeBetween(2, WORKERS.length);
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.path("not_enforced")).isEmpty();
            assertThat(report.path("cpus_used").asDouble()).isLessThan(1.15);
            assertThat(report.path("cpu_seconds").asDouble())
                    .isLessThan(report.path("wall_seconds").asDouble() * 1.15 + 0.1);
            assertThat(report.path("peak_memory_bytes").asLong()).isBetween(MEBIBYTE, 512 * MEBIBYTE);
        });
        assertNeverTwoAtOnce(reports);
        assertThat(outcomes(reports, "hog")).containsExactly("oom", "succeeded");
        assertThat(outcomes(reports, "sleeper")).containsExactly("timeout");
        assertThat(outcomes(reports, "plain")).hasSize(RUNS - 4).containsOnly("succeeded");
        JsonNode orphan = one(reports, "orphan");
        assertThat(orphan.path("orphan").asInt()).isPositive();
        assertThat(orphan.path("orphan_lives").asBoolean()).isFalse();
        assertThat(one(reports, "inner").path("inner_nodes").asInt()).isEqualTo(1);
    }

    private static void assertNeverTwoAtOnce(List<JsonNode> reports) {
        for (String node : nodes(reports)) {
            List<JsonNode> there = reports.stream()
                    .filter(report -> report.path("node").asString().equals(node))
                    .sorted((a, b) -> Double.compare(
                            a.path("begin").asDouble(), b.path("begin").asDouble()))
                    .toList();
            for (int next = 1; next < there.size(); next++) {
                assertThat(there.get(next).path("begin").asDouble())
                        .as("the next run on %s begins when the one before has ended", node)
                        .isGreaterThanOrEqualTo(there.get(next - 1).path("end").asDouble());
            }
        }
    }

    /** Ray counts what a task holds; the run inside is listed, and holds nothing besides. */
    private void noRunIsCountedTwice(Sandbox.Running submitted) throws Exception {
        List<JsonNode> runs = new ArrayList<>();
        Patience.until("a run is listed", Duration.ofSeconds(120), () -> {
            sandbox.status()
                    .path("nodes")
                    .forEach(node -> node.path("work")
                            .valueStream()
                            .filter(work -> work.path("kind").asString().equals("run"))
                            .forEach(runs::add));
            return runs.isEmpty() ? List.of(submitted.out() + submitted.err()) : List.of();
        });
        assertThat(runs).allSatisfy(run -> assertThat(run.path("resources")).isEmpty());
    }

    private static Set<String> nodes(List<JsonNode> reports) {
        Set<String> nodes = new HashSet<>();
        reports.forEach(report -> nodes.add(report.path("node").asString()));
        return nodes;
    }

    private static List<String> outcomes(List<JsonNode> reports, String kind) {
        return of(reports, kind).stream()
                .map(report -> report.path("outcome").asString())
                .toList();
    }

    private static JsonNode one(List<JsonNode> reports, String kind) {
        return of(reports, kind).getLast();
    }

    private static List<JsonNode> of(List<JsonNode> reports, String kind) {
        Predicate<JsonNode> isOfKind = report -> report.path("kind").asString().equals(kind);
        return reports.stream().filter(isOfKind).toList();
    }
}
