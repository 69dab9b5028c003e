package dev.muster.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.KnownCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCacheTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** An {@code up} that fails after the head has its ID must leave a cluster that {@code down} accepts. */
    @Test
    void recordsTheIdOfAClusterThatIsCreatedAgainAndKeepsTheRest() {
        ClusterCache cache = new ClusterCache(folder);
        cache.write(
                new KnownCluster("lab", "00000000000000aa", "local", "vm1", Optional.empty(), Instant.EPOCH), "config");
        cache.rememberDepartedHosts("lab", List.of("vm9"));

        cache.recordId("lab", "00000000000000bb");

        assertThat(cache.find("lab").map(KnownCluster::clusterId)).contains("00000000000000bb");
        assertThat(cache.expandedConfig("lab")).contains("config");
        assertThat(cache.departedHosts("lab")).containsExactly("vm9");
    }

    @Test
    void recordsNoIdOfAClusterThatItDoesNotKnow() {
        ClusterCache cache = new ClusterCache(folder);

        cache.recordId("lab", "00000000000000bb");

        assertThat(cache.list()).isEmpty();
    }
}
