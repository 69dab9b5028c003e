package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
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

/** An operator's files on the way to nodes and back, on one cluster. */
@Tag("whole")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FilesTest {
    private static final String CLUSTER = "files";
    private static final Duration SOON = Duration.ofSeconds(60);

    private Sandbox sandbox;
    private Path project;

    @BeforeAll
    void aClusterWithAProject(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        sandbox = new Sandbox(folder);
        project = Files.createDirectories(sandbox.folder().resolve("my project"));
        Files.writeString(project.resolve("main.py"), "first");
        Files.writeString(project.resolve("run é.log"), "left out");
        Files.writeString(Files.createDirectories(project.resolve("data")).resolve("table"), "stays");
        Files.writeString(project.resolve(".gitignore"), "*.log\n");
        sandbox.config("""
                cluster_name: files
                provider: {type: process, head_port: %d}
                max_workers: 2
                idle_timeout_minutes: 0.05
                head_node_type: head
                available_node_types:
                  head: {resources: {CPU: 0}}
                  worker: {resources: {CPU: 1}, min_workers: 1}
                file_mounts: {~/work/here: my project}
                rsync_filter: [.gitignore]
                initialization_commands: ['test -f ~/work/here/main.py']
                """.formatted(Sandbox.freePort()));
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
    void everyNodeHasThemBeforeItsCommandsRun() {
        for (String node : new String[] {"head", "worker-1"}) {
            assertThat(mount(node).resolve("main.py")).hasContent("first");
            assertThat(mount(node).resolve("data/table")).hasContent("stays");
            assertThat(mount(node).resolve("run é.log")).doesNotExist();
        }
    }

    @Test
    @Order(2)
    void aSecondUpCopiesNothingAndThenOnlyWhatChanged() throws Exception {
        assertThat(sandbox.cluster("plan").expect(0).err()
                        + sandbox.cluster("plan").out())
                .contains("nothing to do");
        Files.writeString(project.resolve("main.py"), "second");
        sandbox.cluster("up", "-y", "--no-wait").expect(0);
        assertThat(mount("head").resolve("main.py")).hasContent("second");
        assertThat(sandbox.cluster("logs", "head", "--step", "files").expect(0).out())
                .contains("1 file copied, 6 bytes, 2 files unchanged");
    }

    /** The operator's machine is gone, and somebody worked in the head's folder meanwhile. */
    @Test
    @Order(3)
    void aWorkerThatIsMadeLaterGetsWhatTheLastUpBrought() throws Exception {
        Path away = Files.move(project, sandbox.folder().resolve("away"));
        Files.writeString(
                mount("head").resolve("main.py"), "changed on the head", StandardOpenOption.TRUNCATE_EXISTING);
        sandbox.cluster("request", "--cpus", "2").expect(0);
        Patience.untilTrue(
                "a second worker has its files",
                SOON,
                () -> sandbox.machines(CLUSTER).stream()
                        .filter(key -> !key.equals("head") && !key.equals("worker-1"))
                        .anyMatch(key -> Files.exists(mount(key).resolve("main.py"))));
        String late = sandbox.machines(CLUSTER).getLast();
        assertThat(mount(late).resolve("main.py")).hasContent("second");
        sandbox.cluster("request", "--clear").expect(0);
        Files.move(away, project);
    }

    @Test
    @Order(4)
    void copiesThereAndBack() throws Exception {
        sandbox.cluster("rsync-up", "my project/", "~/copy", "--all-nodes").expect(0);
        assertThat(sandbox.node(CLUSTER, "worker-1").resolve("home/copy/data/table"))
                .hasContent("stays");
        sandbox.cluster("exec", "--", "sh", "-c", "mkdir -p ~/out/deep; echo result >~/out/deep/file")
                .expect(0);
        sandbox.cluster("rsync-down", "~/out", "back").expect(0);
        assertThat(sandbox.folder().resolve("back/out/deep/file")).hasContent("result\n");
        assertThat(sandbox.cluster("rsync-down", "~/no such", "back").expect(4).err())
                .contains("there is no ");
    }

    @Test
    @Order(5)
    void submitCopiesAScriptAndPassesItsCodeOn() throws Exception {
        Files.writeString(sandbox.folder().resolve("job.sh"), "echo \"$MUSTER_NODE_KEY $1\"; exit 7");
        assertThat(sandbox.cluster("submit", "job.sh", "--", "two words")
                        .expect(7)
                        .out())
                .isEqualTo("head two words\n");
    }

    private Path mount(String node) {
        return sandbox.node(CLUSTER, node).resolve("home/work/here");
    }
}
