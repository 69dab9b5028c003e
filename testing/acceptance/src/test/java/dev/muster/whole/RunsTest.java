package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Commands under muster-run on the nodes of a cluster, as status shows them. */
@Tag("whole")
class RunsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private Sandbox sandbox;

    @BeforeEach
    void aCluster(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        sandbox = new Sandbox(folder).config("runs", 1, 1);
        sandbox.cluster("up", "-y").expect(0);
    }

    @AfterEach
    void nothingStays() throws Exception {
        sandbox.cluster("down", "-y").expect(0);
        assertThat(sandbox.leftovers()).isEmpty();
        sandbox.close();
    }

    @Test
    void aRunIsShownWhileItRunsAndAfterwards() throws Exception {
        Sandbox.Running running = sandbox.begin(
                "exec", "--workers", "--", "muster-run", "--cpus", "1", "--name", "trial-7", "--", "sleep", "3601");
        Patience.untilTrue("it is listed", SOON, () -> !runs("work", "kind").isEmpty());
        JsonNode work = worker().path("work").path(0);
        assertThat(work.path("id").asString()).startsWith("trial-7/");
        assertThat(work.path("resources").path("CPU").asInt()).isEqualTo(1);
        assertThat(worker().path("resources").path("available").has("CPU")).isFalse();
        assertThat(sandbox.cluster("status").expect(0).out())
                .contains("RUNS")
                .contains("trial-7/")
                .contains("running");
        running.signal("INT");
        running.await();
        Patience.untilTrue("its end is listed", SOON, () -> runs("runs", "name").contains("trial-7"));
        Patience.untilTrue(
                "its CPU is free",
                SOON,
                () -> worker().path("resources").path("available").has("CPU"));
    }

    @Test
    void theExitCodeAndTheResultArrive() throws Exception {
        sandbox.cluster("exec", "--workers", "--", "muster-run", "--timeout", "0.5s", "--", "sleep", "3602")
                .expect(124);
        Patience.untilTrue(
                "its result is listed", SOON, () -> runs("runs", "outcome").contains("timeout"));
    }

    @Test
    void aKilledMusterRunIsCleanedByTheDaemon() throws Exception {
        Sandbox.Running running = sandbox.begin(
                "exec", "--workers", "--", "muster-run", "--", "sh", "-c", "(setsid sleep 3603 &); exec sleep 3603");
        Patience.untilTrue("both run", SOON, () -> sleepers().size() == 2);
        sandbox.processes().all().stream()
                .filter(one -> one.command().contains("bin/muster-run"))
                .forEach(one -> ProcessHandle.of(one.pid()).ifPresent(ProcessHandle::destroyForcibly));
        Patience.untilTrue("nothing is left", SOON, () -> sleepers().isEmpty());
        Patience.untilTrue(
                "the result is listed", SOON, () -> runs("runs", "outcome").contains("killed"));
        running.await();
    }

    private List<Processes.One> sleepers() {
        return sandbox.processes().all().stream()
                .filter(one -> one.command().startsWith("sleep 3603"))
                .toList();
    }

    private JsonNode worker() throws Exception {
        return StreamSupport.stream(sandbox.status().path("nodes").spliterator(), false)
                .filter(node -> node.path("role").asString().equals("worker"))
                .findFirst()
                .orElseThrow();
    }

    /** A member of each entry of a list of the worker; of its work only what is a run. */
    private List<String> runs(String list, String member) throws Exception {
        return StreamSupport.stream(worker().path(list).spliterator(), false)
                .filter(entry ->
                        list.equals("runs") || entry.path("kind").asString().equals("run"))
                .map(entry -> entry.path(member).asString())
                .toList();
    }
}
