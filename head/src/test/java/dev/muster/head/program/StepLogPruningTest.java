package dev.muster.head.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.head.TestConfigs;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Promise;
import dev.muster.head.state.NodeRow.Reason;
import dev.muster.head.state.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepLogPruningTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void keepsTheLogsOfNodesThatExistAndTheNewestOthers() throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        for (int number = 1; number <= 2 * StepLogPruning.KEPT; number++) {
            makeLog(logs, "cpu-" + number, number);
        }
        makeLog(logs, "head", 0);
        try (Store store =
                Store.open(folder.resolve("state.db"), "c1", new ClusterId("0123456789abcdef"), TestConfigs::read)) {
            store.changed(draft -> draft.put(NodeRow.requested(
                    NodeKey.worker("cpu", 7), "cpu", new Promise("", Resources.NONE, Map.of()), NOW, Reason.of(""))));

            new StepLogPruning(logs).run(store.state());
        }

        assertThat(logs.toFile().list()).hasSize(StepLogPruning.KEPT + 2);
        assertThat(logs.resolve("cpu-7/setup.log")).exists();
        assertThat(logs.resolve("head/setup.log")).exists();
        assertThat(logs.resolve("cpu-" + StepLogPruning.KEPT)).doesNotExist();
        assertThat(logs.resolve("cpu-" + (StepLogPruning.KEPT + 1))).exists();
    }

    private static void makeLog(Path logs, String node, int age) throws IOException {
        Path own = Files.createDirectory(logs.resolve(node));
        Files.writeString(own.resolve("setup.log"), "output");
        Files.setLastModifiedTime(own, FileTime.from(NOW.plusSeconds(age)));
    }
}
