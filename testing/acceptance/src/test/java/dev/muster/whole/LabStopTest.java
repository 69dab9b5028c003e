package dev.muster.whole;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are stopped, on hosts over SSH. */
@Tag("whole")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabStopTest {
    private static final int HEAD = 1;
    private static final int WORKER = 5;

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String SAVES_SILENTLY = """
            import signal, sys, time
            def save(number, frame):
                time.sleep(0.5)
                open('gone', 'w').write('saved')
                sys.exit(0)
            signal.signal(signal.SIGTERM, save)
            print('begun', flush=True)
            while True: time.sleep(0.1)
            """;

    private Lab lab;
    private Sandbox sandbox;
    private StoppedCommand stopped;

    @BeforeAll
    void aCluster(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        lab = Lab.ready();
        sandbox = new Sandbox(Files.createDirectory(folder.resolve("sandbox")))
                .config(new LabFile(lab, "stop").hosts(HEAD, WORKER).min(1).text());
        stopped = new StoppedCommand(sandbox);
        sandbox.cluster("up", "-y").expect(0);
    }

    @AfterAll
    void nothingStays() throws Exception {
        if (sandbox != null) {
            sandbox.cluster("down", "-y", "--force");
            sandbox.close();
        }
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

    /** The host notices that the connection is gone, and asks the command to end. Nobody reads its output any more, so the program prints nothing then. */
    @Test
    void aCommandWhoseOperatorIsGoneSavesItsWork() throws Exception {
        Sandbox.Running exec = sandbox.begin("exec", "--", "python3", "-c", SAVES_SILENTLY);
        Patience.untilTrue("begun", SOON, () -> exec.out().contains("begun"));
        exec.signal("KILL");
        exec.await().expect(137);
        Patience.untilTrue(
                "saved",
                SOON,
                () -> sandbox.cluster("exec", "--", "cat gone; true").out().equals("saved"));
    }
}
