package dev.muster.daemon.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.node.DesiredState.Phase;
import dev.muster.daemon.folder.NodeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineKeeperTest {
    private static final String COMMAND = "sh\n/bundle/bin/muster-engine\n/node\n";

    @TempDir
    private Path root;

    private EngineKeeper keeper;

    @BeforeEach
    void createFolder() throws IOException {
        Files.createDirectories(root.resolve("run"));
        Files.createDirectories(root.resolve("engine"));
        keeper = new EngineKeeper(new NodeFolder(root));
    }

    private Path stopMarker() {
        return root.resolve("run/engine-stop");
    }

    private Path recorded() {
        return root.resolve("run/engine.command");
    }

    private void hasEngine() throws IOException {
        Files.writeString(root.resolve("engine/command"), COMMAND);
    }

    @Test
    void aDrainPreventsARestart() throws IOException {
        hasEngine();
        keeper.follow(Phase.DRAIN);
        assertThat(stopMarker()).exists();
    }

    @Test
    void aCancelledDrainLetsTheEngineRunAgain() throws IOException {
        hasEngine();
        keeper.follow(Phase.DRAIN);
        keeper.follow(Phase.RUN);
        assertThat(stopMarker()).doesNotExist();
        assertThat(recorded()).as("the watchdog is started with it").hasContent(COMMAND);
    }

    /** A set-up ends the drained engine and starts another one, before the daemon hears that the drain is over. */
    @Test
    void anOldOrderDoesNotStopAnEngineThatWasStartedSince() throws IOException {
        hasEngine();
        keeper.follow(Phase.DRAIN);
        Files.delete(stopMarker());
        Files.setLastModifiedTime(root.resolve("engine/command"), FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
        keeper.follow(Phase.DRAIN);
        assertThat(stopMarker()).doesNotExist();
        keeper.follow(Phase.RUN);
        keeper.follow(Phase.DRAIN);
        assertThat(stopMarker()).exists();
    }

    @Test
    void aStopMarkerOfSomebodyElseStays() throws IOException {
        hasEngine();
        Files.writeString(stopMarker(), "");
        keeper.follow(Phase.DRAIN);
        keeper.follow(Phase.RUN);
        assertThat(stopMarker()).exists();
        assertThat(recorded()).doesNotExist();
    }

    @Test
    void theRecordOfARunningWatchdogStays() throws IOException {
        hasEngine();
        Files.writeString(recorded(), "another command\n");
        keeper.follow(Phase.RUN);
        assertThat(recorded()).hasContent("another command\n");
    }

    @Test
    void aNodeWithoutAnEngineStaysAsItIs() throws IOException {
        keeper.follow(Phase.DRAIN);
        keeper.follow(Phase.RUN);
        keeper.preventRestart();
        assertThat(root.resolve("run")).isEmptyDirectory();
    }
}
