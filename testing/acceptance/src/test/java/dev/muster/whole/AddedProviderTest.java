package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.config.provider.ProviderFormat;
import dev.muster.foldercloud.FolderCloudProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A provider that the distribution does not know is added by its own package and one line in the registry, as {@code
 * docs/recipes/add-a-provider.md} says. Then a cluster on it lives its whole life.
 */
@Tag("whole")
class AddedProviderTest {
    private static final String CLUSTER = "cloudy";
    private static final Duration SOON = Duration.ofSeconds(90);

    @Test
    void aClusterLivesItsWholeLifeOnAProviderThatWasAdded(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws Exception {
        Path installation = ExtendedInstallation.with(
                ProviderFormat.class, FolderCloudProvider.class, folder.resolve("installation"));
        Path account = Files.createDirectory(folder.resolve("account"));
        try (Sandbox sandbox = new Sandbox(Files.createDirectory(folder.resolve("operator")), installation)) {
            sandbox.config(config(account));

            assertThat(sandbox.cluster("validate").expect(0).err()).isEmpty();
            assertThat(sandbox.cluster("plan").expect(0).out()).contains("vm-head", "create");
            assertThat(machines(account)).as("a plan creates nothing").isEmpty();
            sandbox.cluster("up", "-y").expect(0);
            assertThat(machines(account)).containsExactly("head", "worker-1");
            assertThat(sandbox.status().path("provider").asString()).isEqualTo("folder-cloud");

            sandbox.cluster("request", "{\"CPU\": 1}", "--count", "2").expect(0);
            Patience.untilTrue("the burst is served", SOON, () -> readyWorkers(sandbox) == 2);
            assertThat(sandbox.cluster("exec", "--workers", "--", "sh", "-c", "echo \"$HOME\"")
                            .expect(0)
                            .out())
                    .contains("worker-1/home", "worker-2/home");
            sandbox.cluster("request", "--clear").expect(0);
            Patience.untilTrue(
                    "the burst is over", SOON, () -> machines(account).size() == 2);
            sandbox.cluster("check").expect(0);
            sandbox.cluster("up", "-y").expect(0);

            assertThat(sandbox.cluster("down", "-y").expect(0).out()).contains("head, worker-1");
            assertThat(machines(account)).isEmpty();
            assertThat(sandbox.leftovers()).isEmpty();
            assertThat(sandbox.cluster("status").code()).isEqualTo(1);
        }
    }

    private static String config(Path account) throws Exception {
        return """
                cluster_name: %s
                provider: {type: folder-cloud, account: %s, quota: 3, head_port: %d}
                max_workers: 5
                idle_timeout_minutes: 0.05
                head_node_type: head
                available_node_types:
                  head: {resources: {CPU: 0}}
                  worker: {resources: {CPU: 1}, min_workers: 1}
                """.formatted(CLUSTER, account, Sandbox.freePort());
    }

    private static long readyWorkers(Sandbox sandbox) throws Exception {
        long ready = 0;
        for (JsonNode node : sandbox.status().path("nodes")) {
            boolean isWorker = !node.path("name").asString().equals("head");
            ready += isWorker && node.path("state").asString().equals("ready") ? 1 : 0;
        }
        return ready;
    }

    private static List<String> machines(Path account) throws Exception {
        Path machines = account.resolve(CLUSTER);
        if (!Files.isDirectory(machines)) {
            return List.of();
        }
        try (Stream<Path> disks = Files.list(machines)) {
            return disks.map(disk -> disk.getFileName().toString()).sorted().toList();
        }
    }
}
