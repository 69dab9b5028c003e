package dev.muster.daemon.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.status.EngineStatus;
import dev.muster.core.status.EngineStatus.Phase;
import dev.muster.daemon.RecordedHost;
import dev.muster.daemon.behaviour.EngineObservation;
import dev.muster.daemon.folder.NodeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineObserverTest {
    private static final String MARKER = "MUSTER_NODE=0123456789abcdef/cpu-1";
    private static final String ROLE = "MUSTER_ROLE=engine";

    @TempDir
    private Path root;

    private RecordedHost host() {
        return new RecordedHost(root.resolve("host")).put("/proc/self/stat", "");
    }

    private EngineObservation observe(RecordedHost host) {
        ProcessTable processes =
                new ProcessTable(host.files(), new ClusterId("0123456789abcdef"), new NodeKey("cpu-1"));
        return new EngineObserver(new NodeFolder(root.resolve("node")), processes).observe();
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve("node").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aNodeWithoutAnEngineHasNone() {
        assertThat(observe(host().process(7, 1, 1, MARKER, ROLE))).isEqualTo(EngineObservation.NONE);
    }

    @Test
    void reportsTheStateThatTheScriptWrote() throws IOException {
        write("engine/command", "sh\n");
        write("run/engine.state", "ready 1700000000 2\n");
        assertThat(observe(host().process(7, 1, 1, MARKER, ROLE)).status())
                .contains(new EngineStatus(Phase.READY, Instant.ofEpochSecond(1_700_000_000), 2, List.of()));
    }

    @Test
    void itsProcessesAreThoseWithTheMarkerAndTheRole() throws IOException {
        write("engine/command", "sh\n");
        assertThat(observe(host().process(7, 1, 1, MARKER)).isAlive()).isFalse();
        assertThat(observe(host().process(7, 1, 1, "MUSTER_NODE=0123456789abcdef/cpu-2", ROLE))
                        .isAlive())
                .isFalse();
        assertThat(observe(host().process(7, 1, 1, MARKER, ROLE)).isAlive()).isTrue();
    }

    @Test
    void anEngineWithoutProcessesIsNotReady() throws IOException {
        write("engine/command", "sh\n");
        write("run/engine.state", "ready 1700000000 0\n");
        EngineStatus status = observe(host()).status().orElseThrow();
        assertThat(status.phase()).isEqualTo(Phase.FAILED);
        assertThat(status.lines()).containsExactly("all processes of the engine have ended");
    }

    @Test
    void theReasonIsBoundedAndPrintable() throws IOException {
        write("engine/command", "sh\n");
        write("run/engine.state", "failed 1700000000 0\n" + ("\033[31m" + "x".repeat(1000) + "\n").repeat(100));
        List<String> lines = observe(host()).status().orElseThrow().lines();
        assertThat(lines).hasSize(EngineStatus.MAX_LINES);
        assertThat(lines.getFirst()).hasSize(500).startsWith(" [31mx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "ready",
                "ready 1 2 3",
                "running 1700000000 0",
                "ready x 0",
                "ready -1 0",
                "ready 1700000000 99999999999",
                "ready 99999999999999999999 0"
            })
    void somethingElseIsNoState(String text) {
        assertThat(EngineObserver.parse(text)).isEmpty();
    }
}
