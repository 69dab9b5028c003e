package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A second {@code up} with changes, on one cluster of two workers. */
@Tag("whole")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChangesTest {
    private static final String CLUSTER = "changes";

    private int port;
    private Sandbox sandbox;

    @BeforeAll
    void aClusterOfTwoWorkers(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        sandbox = new Sandbox(folder);
        port = Sandbox.freePort();
        file("a", "echo first >~/made");
        sandbox.cluster("up", "-y").expect(0);
    }

    @AfterAll
    void nothingStays() throws Exception {
        sandbox.cluster("down", "-y").expect(0);
        assertThat(sandbox.leftovers()).isEmpty();
        sandbox.close();
    }

    @Test
    @Order(1)
    void labelsReachTheDaemonsThatRun() throws Exception {
        file("b", "echo first >~/made");
        String plan = sandbox.cluster("plan").expect(0).out();
        assertThat(plan).contains("labels: {rack=a} to {rack=b}").doesNotContain("set up");
        sandbox.cluster("up", "-y").expect(0);
        assertThat(sandbox.cluster("status", "--output", "json").expect(0).out())
                .contains("\"rack\":\"b\"")
                .doesNotContain("\"rack\":\"a\"");
    }

    @Test
    @Order(2)
    void aSetUpThatFailsStopsAtTheFirstWorker() throws Exception {
        file("b", "echo second >~/made; test \"$MUSTER_NODE_KEY\" = head");
        sandbox.cluster("up", "-y").expect(5);
        assertThat(sandbox.cluster("status").expect(0).out()).contains("failed");
        assertThat(made("worker-1").equals("second") != made("worker-2").equals("second"))
                .as("one of them tried")
                .isTrue();
    }

    @Test
    @Order(3)
    void aSetUpThatChangedReachesEveryWorkerInPlace() throws Exception {
        file("b", "echo third >~/made");
        assertThat(sandbox.cluster("plan").expect(0).out()).contains("set up", "it is drained");
        sandbox.cluster("up", "-y").expect(0);
        assertThat(made("head")).isEqualTo("third");
        assertThat(made("worker-1")).isEqualTo("third");
        assertThat(made("worker-2")).isEqualTo("third");
        assertThat(sandbox.machines(CLUSTER)).containsExactly("head", "worker-1", "worker-2");
        assertThat(sandbox.cluster("plan").expect(0).out()).contains("nothing to do");
    }

    private void file(String rack, String setup) throws Exception {
        sandbox.config("""
                cluster_name: changes
                provider: {type: process, head_port: %d}
                max_workers: 2
                head_node_type: head
                available_node_types:
                  head: {resources: {CPU: 0}}
                  worker: {resources: {CPU: 1}, labels: {rack: %s}, min_workers: 2}
                setup_commands: ['%s']
                """.formatted(port, rack, setup));
    }

    private String made(String node) throws Exception {
        return Files.readString(sandbox.node(CLUSTER, node).resolve("home/made"))
                .strip();
    }
}
