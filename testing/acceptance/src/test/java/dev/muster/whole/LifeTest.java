package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.whole.Processes.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an operator does with a cluster that is up. Each test leaves it as it was: the head and two workers. */
@Tag("whole")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifeTest {
    private static final String CLUSTER = "life";
    private static final int MIN = 2;
    private static final int MAX = 3;
    private static final Duration SOON = Duration.ofSeconds(60);

    private Sandbox sandbox;

    @BeforeAll
    void aCluster(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        sandbox = new Sandbox(folder).config(CLUSTER, MIN, MAX);
        sandbox.cluster("up", "-y").expect(0);
    }

    @AfterEach
    void isAsItWas() throws Exception {
        sandbox.cluster("request", "--clear").expect(0);
        isWhole(MIN);
    }

    @AfterAll
    void nothingStays() throws Exception {
        sandbox.cluster("down", "-y").expect(0);
        assertThat(sandbox.leftovers()).isEmpty();
        sandbox.close();
    }

    private void isWhole(int workers) throws Exception {
        Wholeness wholeness = new Wholeness(sandbox, CLUSTER);
        Patience.until("whole with " + workers + " workers", SOON, () -> wholeness.complaints(workers));
    }

    @Test
    void statusSaysWhatTheContractPromises() throws Exception {
        JsonNode status = sandbox.status();
        assertThat(StatusContract.complaints(status)).isEmpty();
        assertThat(status.path("cluster").asString()).isEqualTo(CLUSTER);
        assertThat(status.path("state").asString()).isEqualTo("ready");
        assertThat(status.path("provider").asString()).isEqualTo("process");
        assertThat(status.path("nodes")).hasSize(1 + MIN);
    }

    @Test
    void checkFindsNothingAboutTheClusterItself() throws Exception {
        JsonNode report = sandbox.json("check");

        assertThat(report.path("hosts")).hasSize(1);
        for (JsonNode finding : report.path("findings")) {
            boolean isAboutUs = List.of("lease", "head port", "connect")
                    .contains(finding.path("check").asString());
            assertThat(isAboutUs && !finding.path("severity").asString().equals("ok"))
                    .as(finding.toString())
                    .isFalse();
        }
    }

    @Test
    void execRunsWhereItIsToldTo() throws Exception {
        List<String> workers = workers();
        String where = "basename \"$(dirname \"$HOME\")\"";
        assertThat(sandbox.cluster("exec", "--", "sh", "-c", where)
                        .expect(0)
                        .out()
                        .strip())
                .isEqualTo("head");
        assertThat(nodes("--all", where)).contains("head").containsAll(workers).hasSize(1 + MIN);
        assertThat(nodes("--workers", where)).containsExactlyInAnyOrderElementsOf(workers);
        assertThat(nodes("--type=worker", where)).containsExactlyInAnyOrderElementsOf(workers);
        assertThat(nodes("--node=" + workers.getLast(), where)).containsExactly(workers.getLast());
    }

    private List<String> nodes(String selector, String script) throws Exception {
        String out = sandbox.cluster("exec", selector, "--", "sh", "-c", script)
                .expect(0)
                .out();
        return out.lines()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }

    private List<String> workers() throws Exception {
        return sandbox.machines(CLUSTER).stream()
                .filter(key -> !key.equals("head"))
                .toList();
    }

    @Test
    void execPassesOnTheHighestCodeOfItsNodes() throws Exception {
        sandbox.cluster("exec", "--", "sh", "-c", "exit 7").expect(7);
        String byNode = "case $HOME in */head/*) exit 3;; *) exit 5;; esac";
        sandbox.cluster("exec", "--all", "--", "sh", "-c", byNode).expect(5);
    }

    @Test
    void execOnANodeThatIsNotThereIsAMistakeOfTheCaller() throws Exception {
        assertThat(sandbox.cluster("exec", "--node", "worker-99", "--", "true")
                        .expect(2)
                        .err())
                .contains("cluster: there is no node 'worker-99'");
    }

    @Test
    void whatRunsInAnExecEndsWithIt() throws Exception {
        Sandbox.Running running = sandbox.begin("exec", "--workers", "--", "sh", "-c", "sleep 3600 & wait");
        Patience.untilTrue("it runs", SOON, () -> sleepers().size() >= MIN);
        running.signal("INT");
        assertThat(running.await().code()).isEqualTo(130);
        Patience.untilTrue("it has ended", SOON, () -> sleepers().isEmpty());
    }

    private List<Processes.One> sleepers() {
        return sandbox.processes().all().stream()
                .filter(one -> one.command().contains("sleep 3600"))
                .toList();
    }

    @Test
    void growsToWhatIsAskedAndShrinksWhenIdle() throws Exception {
        sandbox.cluster("request", "{\"CPU\": 1}", "--count", "3").expect(0);
        isWhole(3);
        JsonNode status = sandbox.status();
        assertThat(status.path("demand")).as("all of it is placed").isEmpty();
        assertThat(status.path("resources").path("available").path("CPU").asDouble())
                .isZero();

        sandbox.cluster("request", "--clear").expect(0);
        isWhole(MIN);
        assertThat(String.join("\n", sandbox.head(CLUSTER).lines()))
                .containsPattern("decision worker-\\d+ drain: .*idle");
    }

    @Test
    void neverGrowsPastMax() throws Exception {
        sandbox.cluster("request", "{\"CPU\": 1}", "--count", "9").expect(0);
        isWhole(MAX);
        Patience.untilTrue(
                "the rest is refused",
                SOON,
                () -> sandbox.head(CLUSTER).lines().stream()
                        .anyMatch(line -> line.contains("refusal") && line.contains("max")));
        assertThat(workers()).hasSizeLessThanOrEqualTo(MAX);
    }

    @Test
    void whatNoNodeCanEverHoldIsRefused() throws Exception {
        sandbox.cluster("request", "{\"CPU\": 1}", "--count", "2").expect(0);
        Sandbox.Ended refused = sandbox.cluster("request", "{\"CPU\": 2}").expect(2);
        assertThat(refused.err()).contains("CPU 1, needs 2");
        sandbox.cluster("request", "{\"licence\": 1}").expect(2);
        assertThat(sandbox.status()
                        .path("resources")
                        .path("available")
                        .path("CPU")
                        .asDouble())
                .as("a refused request leaves the last one as it was")
                .isZero();
    }

    @Test
    void aDrainedNodeIsReplacedUnderANewName() throws Exception {
        String node = workers().getFirst();
        sandbox.cluster("drain", node).expect(0);
        Patience.untilTrue("it is gone", SOON, () -> !workers().contains(node));
        isWhole(MIN);
        assertThat(sandbox.head(CLUSTER).keysLaunched()).doesNotHaveDuplicates();
    }

    @Test
    void aDrainWaitsForWhatRunsAndCanBeTakenBack() throws Exception {
        String node = workers().getFirst();
        Sandbox.Running session = sandbox.begin("exec", "--node", node, "--", "sleep", "3600");
        Patience.untilTrue("it runs", SOON, () -> !sleepers().isEmpty());
        Patience.untilTrue("the head knows that it is busy", SOON, () -> isBusy(node));
        sandbox.cluster("drain", node).expect(0);
        Patience.untilTrue("draining", SOON, () -> state(node).equals("draining"));
        sandbox.cluster("drain", node, "--undo").expect(0);
        Patience.untilTrue("ready", SOON, () -> state(node).equals("ready"));
        session.signal("INT");
        session.await();
    }

    private boolean isBusy(String node) throws Exception {
        return node(node).path("idle_seconds").isNull();
    }

    private String state(String node) throws Exception {
        return node(node).path("state").asString();
    }

    private JsonNode node(String name) throws Exception {
        for (JsonNode node : sandbox.status().path("nodes")) {
            if (node.path("name").asString().equals(name)) {
                return node;
            }
        }
        throw new AssertionError("status does not show " + name);
    }

    @Test
    void aSecondUpTouchesNothing() throws Exception {
        List<Long> before = pids();
        Sandbox.Ended ended = sandbox.cluster("up", "-y").expect(0);
        assertThat(ended.err()).contains("nothing to do");
        assertThat(pids()).isEqualTo(before);
    }

    private List<Long> pids() {
        return sandbox.processes().all().stream()
                .filter(one -> one.kind() != Kind.NAP)
                .map(Processes.One::pid)
                .sorted()
                .toList();
    }

    /** A head's host must not be able to choose which cluster is removed from every host. */
    @Test
    void downRefusesAClusterThatThisMachineDidNotBringUp() throws Exception {
        Path record = sandbox.folder().resolve("state/muster/clusters/" + CLUSTER + ".properties");
        String original = Files.readString(record);
        Files.writeString(record, original.replaceFirst("cluster_id=[0-9a-f]+", "cluster_id=00000000000000aa"));
        try {
            Sandbox.Ended ended = sandbox.cluster("down", "-y", "--force");
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("00000000000000aa", "nothing was changed", "cluster up");
        } finally {
            Files.writeString(record, original);
        }
    }

    @Test
    void nobodyElseMayReadWhatIsOurs() throws Exception {
        List<String> open = new ArrayList<>();
        try (var files = Files.walk(sandbox.root().resolve(CLUSTER))) {
            for (Path file : files.toList()) {
                boolean isUnsafe = Files.exists(file)
                        && Files.getPosixFilePermissions(file).stream()
                                .anyMatch(permission -> !permission.name().startsWith("OWNER"));
                if (isUnsafe && !Files.isSymbolicLink(file)) {
                    open.add(file.toString());
                }
            }
        }
        assertThat(open).isEmpty();
    }
}
