package dev.muster.daemon.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class HostLeaseTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final FileTime OLD = FileTime.from(NOW.minus(Duration.ofDays(29)));
    private static final String MINE = "cluster=lab\ncluster_id=00000000000000aa\nowner=bob\nnode_key=worker-1\n";

    @TempDir
    private Path folder;

    private Path file;
    private HostLease lease;

    @BeforeEach
    void aPlaceForTheLease() {
        file = folder.resolve("muster-lease");
        lease = new HostLease(file, new ClusterId("00000000000000aa"), NodeKey.worker("worker", 1));
    }

    @Test
    void theLeaseOfThisNodeIsKeptYoung() throws Exception {
        assertThat(timeAfter(MINE)).isEqualTo(FileTime.from(NOW));
    }

    @Test
    void otherLeasesAreLeftAlone() throws Exception {
        assertThat(timeAfter(MINE.replace("00000000000000aa", "00ab"))).isEqualTo(OLD);
        assertThat(timeAfter(MINE.replace("worker-1", "worker-12"))).isEqualTo(OLD);
        assertThat(timeAfter("")).isEqualTo(OLD);
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Path other = Files.writeString(folder.resolve("other"), MINE);
        Files.setLastModifiedTime(other, OLD);
        Files.createSymbolicLink(file, other);

        lease.keepYoung(NOW);

        assertThat(Files.getLastModifiedTime(other)).isEqualTo(OLD);
    }

    @Test
    void aPipeIsNotWaitedFor() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> lease.keepYoung(NOW));
    }

    @Test
    void aMissingLeaseIsNotMade() {
        lease.keepYoung(NOW);

        assertThat(file).doesNotExist();
    }

    private FileTime timeAfter(String text) throws Exception {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, OLD);
        lease.keepYoung(NOW);
        return Files.getLastModifiedTime(file);
    }
}
