package dev.muster.daemon.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.status.FinishedRun;
import dev.muster.core.status.FinishedRun.Outcome;
import dev.muster.core.status.RunningWork;
import dev.muster.daemon.Eventually;
import dev.muster.daemon.host.HostFiles;
import dev.muster.daemon.runs.NodeRuns.Started;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real script; this machine's control groups are used where that is possible. */
@Timeout(120)
class RunCleanerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path temporary;

    @Test
    void endsWhatAKilledRunLeft() throws Exception {
        try (NodeRuns node = new NodeRuns(temporary, List.of("sh"), true)) {
            RunTable table = new RunTable(new HostFiles(Path.of("/")), node.file("run/runs"));
            RunCleaner cleaner = new RunCleaner(table, temporary, Optional.of(NodeRuns.SCRIPT));
            Started run = node.start(
                    "--name", "trial", "--cpus", "0.5", "--", "sh", "-c", "(setsid sleep 4720 &); exec sleep 4720");
            Eventually.isTrue("both run", () -> node.processes("sleep 4720").size() == 2);
            assertThat(table.running()).extracting(RunningWork::kind).containsExactly("run");
            cleaner.clean(NOW);
            assertThat(node.processes("sleep 4720"))
                    .as("a run that lives is left alone")
                    .hasSize(2);

            run.process().destroyForcibly().waitFor();
            cleaner.clean(NOW);
            Eventually.isTrue(
                    "nothing is left", () -> node.processes("sleep 4720").isEmpty());
            Eventually.isTrue("it holds nothing", () -> table.running().isEmpty());
            assertThat(table.finished()).extracting(FinishedRun::outcome).containsExactly(Outcome.KILLED);
        }
    }
}
