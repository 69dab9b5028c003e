package dev.muster.daemon.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.daemon.RecordedHost;
import dev.muster.daemon.behaviour.Effect.EndSignal;
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
    private static final String MARKER = "MUSTER_NODE=0123456789abcdef/head";
    private static final long SELF = ProcessHandle.current().pid();

    @TempDir
    private Path root;

    private final List<String> signals = new ArrayList<>();

    private WorkEnder ender(RecordedHost host) {
        host.put("/proc/self/stat", "");
        NodeFolder folder = new NodeFolder(root.resolve("node"));
        ProcessTable processes = new ProcessTable(host.files(), new ClusterId("0123456789abcdef"), NodeKey.HEAD);
        Watchdogs watchdogs = new Watchdogs(folder, host.files(), Optional.empty());
        return new WorkEnder(processes, watchdogs, (pid, signal) -> signals.add(signal + " " + pid));
    }

    @Test
    void sparesTheDaemonTheWatchdogsAndTheControlPlane() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .process(SELF, 10, 90, MARKER)
                .process(90, 5, 1, MARKER)
                .process(91, 50, 90, MARKER)
                .process(92, 60, SELF, MARKER)
                .process(70, 7, 1, MARKER, "MUSTER_ROLE=control")
                .process(300, 99, 1, MARKER, "MUSTER_SESSION=s1")
                .process(301, 99, 300, MARKER);
        writeWatchdogPid("90 5\n");
        assertThat(ender(host).signal(EndSignal.TERMINATE)).isEqualTo(3);
        assertThat(signals)
                .as("children of the daemon are work too")
                .containsExactlyInAnyOrder("TERMINATE 92", "TERMINATE 300", "TERMINATE 301");
    }

    @Test
    void doesNotSpareAProcessThatReusesAWatchdogsPid() throws IOException {
        RecordedHost host = new RecordedHost(root).process(90, 999, 1, MARKER);
        writeWatchdogPid("90 5\n");
        ender(host).signal(EndSignal.TERMINATE);
        assertThat(signals).containsExactly("TERMINATE 90");
    }

    @Test
    void terminatesEachProcessOnceButKillsRepeatedly() {
        WorkEnder ender = ender(new RecordedHost(root).process(300, 99, 1, MARKER));
        ender.signal(EndSignal.TERMINATE);
        ender.signal(EndSignal.TERMINATE);
        ender.signal(EndSignal.KILL);
        ender.signal(EndSignal.KILL);
        assertThat(signals).containsExactly("TERMINATE 300", "KILL 300", "KILL 300");
    }

    @Test
    void terminatesANewProcessWithAReusedPid() {
        RecordedHost host = new RecordedHost(root).process(300, 99, 1, MARKER);
        WorkEnder ender = ender(host);
        ender.signal(EndSignal.TERMINATE);
        host.process(300, 150, 1, MARKER);
        ender.signal(EndSignal.TERMINATE);
        assertThat(signals).containsExactly("TERMINATE 300", "TERMINATE 300");
    }

    private void writeWatchdogPid(String line) throws IOException {
        Path run = Files.createDirectories(root.resolve("node/run"));
        Files.writeString(run.resolve("watchdog.pid"), line);
    }
}
