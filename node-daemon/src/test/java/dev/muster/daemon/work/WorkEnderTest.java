package dev.muster.daemon.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.daemon.RecordedHost;
import dev.muster.daemon.behaviour.Effect.Force;
import dev.muster.daemon.folder.NodeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkEnderTest {
    private static final String MARK = "MUSTER_NODE=0123456789abcdef/head";
    private static final long SELF = ProcessHandle.current().pid();

    @TempDir
    private Path root;

    private final List<String> signals = new ArrayList<>();

    private WorkEnder ender(RecordedHost host) {
        host.put("/proc/self/stat", "");
        NodeFolder folder = new NodeFolder(root.resolve("node"));
        ProcessTable processes = new ProcessTable(host.files(), new ClusterId("0123456789abcdef"), NodeKey.HEAD);
        Watchdogs watchdogs = new Watchdogs(folder, host.files(), Optional.empty());
        return new WorkEnder(processes, watchdogs, (pid, force) -> signals.add(force + " " + pid));
    }

    @Test
    void sparesTheDaemonTheWatchdogWithItsSleepAndTheControlPlane() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .process(SELF, 10, 90, MARK)
                .process(90, 5, 1, MARK)
                .process(91, 50, 90, MARK)
                .process(92, 60, SELF, MARK)
                .process(70, 7, 1, MARK, "MUSTER_ROLE=control")
                .process(300, 99, 1, MARK, "MUSTER_SESSION=s1")
                .process(301, 99, 300, MARK);
        writeWatchdogPid("90 5\n");
        assertThat(ender(host).signal(Force.ASK)).isEqualTo(3);
        assertThat(signals)
                .as("what the daemon started is work too")
                .containsExactlyInAnyOrder("ASK 92", "ASK 300", "ASK 301");
    }

    @Test
    void aWatchdogsPidThatIsSomebodyElseNowIsNotSpared() throws IOException {
        RecordedHost host = new RecordedHost(root).process(90, 999, 1, MARK);
        writeWatchdogPid("90 5\n");
        ender(host).signal(Force.ASK);
        assertThat(signals).containsExactly("ASK 90");
    }

    @Test
    void asksEachOnlyOnceButKillsAgainAndAgain() {
        WorkEnder ender = ender(new RecordedHost(root).process(300, 99, 1, MARK));
        ender.signal(Force.ASK);
        ender.signal(Force.ASK);
        ender.signal(Force.KILL);
        ender.signal(Force.KILL);
        assertThat(signals).containsExactly("ASK 300", "KILL 300", "KILL 300");
    }

    @Test
    void whoHasThePidLaterIsAskedAnew() {
        RecordedHost host = new RecordedHost(root).process(300, 99, 1, MARK);
        WorkEnder ender = ender(host);
        ender.signal(Force.ASK);
        host.process(300, 150, 1, MARK);
        ender.signal(Force.ASK);
        assertThat(signals).containsExactly("ASK 300", "ASK 300");
    }

    private void writeWatchdogPid(String line) throws IOException {
        Path run = Files.createDirectories(root.resolve("node/run"));
        Files.writeString(run.resolve("watchdog.pid"), line);
    }
}
