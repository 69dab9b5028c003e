package dev.muster.daemon.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.status.RunningWork;
import dev.muster.daemon.RecordedHost;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTableTest {
    private static final ClusterId CLUSTER = new ClusterId("0123456789abcdef");
    private static final String MARKER = "MUSTER_NODE=0123456789abcdef/cpu-1";

    @TempDir
    private Path root;

    private RecordedHost host;

    @BeforeEach
    void createHost() {
        host = new RecordedHost(root)
                .put("/proc/stat", "cpu  1 2 3\nbtime 1772000000\n")
                .put("/proc/self/stat", "")
                .process(1, 1, 0, "PATH=/bin");
    }

    private SessionTable sessions() {
        return new SessionTable(host.files(), new ProcessTable(host.files(), CLUSTER, new NodeKey("cpu-1")));
    }

    @Test
    void allProcessesOfASessionAreOneEntry() {
        host.process(300, 6000, 1, MARKER, "MUSTER_SESSION=s1")
                .process(301, 5000, 300, "A=1", "MUSTER_SESSION=s1", MARKER);
        assertThat(sessions().running())
                .containsExactly(new RunningWork("s1", "session", Instant.ofEpochSecond(1772000050), Resources.NONE));
    }

    @Test
    void ignoresProcessesOfOtherNodesAndClusters() {
        host.process(300, 1, 1, "MUSTER_NODE=0123456789abcdef/cpu-11", "MUSTER_SESSION=s1")
                .process(301, 1, 1, "MUSTER_NODE=ffff456789abcdef/cpu-1", "MUSTER_SESSION=s2")
                .process(302, 1, 1, "OLD_" + MARKER, "MUSTER_SESSION=s3")
                .process(303, 1, 1, "MUSTER_SESSION=s4");
        assertThat(sessions().running()).isEmpty();
    }

    @Test
    void aProcessWithoutASessionIdIsNoSession() {
        host.process(300, 1, 1, MARKER);
        assertThat(sessions().running()).isEmpty();
    }

    @Test
    void ignoresIdsThatTheProtocolWouldReject() {
        host.process(300, 1, 1, MARKER, "MUSTER_SESSION=" + "x".repeat(129))
                .process(301, 1, 1, MARKER, "MUSTER_SESSION=a\nb");
        assertThat(sessions().running()).isEmpty();
    }
}
