package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are stopped, on process nodes: the head and one worker. */
@Tag("whole")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StopTest {
    private Sandbox sandbox;
    private StoppedCommand stopped;

    @BeforeAll
    void aCluster(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        sandbox = new Sandbox(folder).config("stop", 1, 1);
        stopped = new StoppedCommand(sandbox);
        sandbox.cluster("up", "-y").expect(0);
    }

    @AfterAll
    void nothingStays() throws Exception {
        sandbox.cluster("down", "-y", "--force").expect(0);
        assertThat(sandbox.leftovers()).isEmpty();
        sandbox.close();
    }

    @Test
    void ctrlCReachesTheCommandWhichSavesItsWork() throws Exception {
        stopped.savesItsWork("INT", 2, 130, 2);
    }

    @Test
    void termReachesTheCommandWhichSavesItsWork() throws Exception {
        stopped.savesItsWork("TERM", 15, 143, 2);
    }

    @Test
    void aSecondCtrlCKills() throws Exception {
        stopped.whatIgnoresEverySignalIsKilledByASecondCtrlC();
    }

    @Test
    void aClosedOutputEndsTheCommand() throws Exception {
        stopped.aClosedOutputEndsIt("head -1");
    }

    /** They notice it at the next line that they print. */
    @ParameterizedTest
    @ValueSource(strings = {"monitor", "logs -f"})
    void aClosedOutputEndsWhatFollows(String words) throws Exception {
        String reader =
                "{ head -1 >/dev/null; exec </dev/null; cluster request '{\"slot\": 1}' >/dev/null; cluster request --clear"
                        + " >/dev/null; }";
        assertThat(sandbox.shell("cluster " + words + " | " + reader + "; echo ${PIPESTATUS[0]}")
                        .out())
                .isEqualTo("141\n");
    }
}
