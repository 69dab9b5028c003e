package dev.muster.client.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.client.ClusterRef;
import dev.muster.client.KnownCluster;
import dev.muster.config.ConfigReader;
import dev.muster.config.provider.LocalHosts;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.failure.UserError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreviousHeadTest {
    private static final String OLD = "{type: local, head_ip: a, worker_ips: [b, {host: c, user: bob}]}";

    private final PreviousHead previous = new PreviousHead(
            new KnownCluster("lab", "00000000deadbeef", "local", "a", Optional.empty(), Instant.EPOCH), config(OLD));

    @Test
    void acceptsTheSameHeadAgain() {
        assertThatCode(() -> requireSameHead(config("{type: local, head_ip: a, worker_ips: [b]}")))
                .doesNotThrowAnyException();
    }

    @Test
    void explainsHowToMoveAHead() {
        assertThatThrownBy(() -> requireSameHead(config("{type: local, head_ip: b, worker_ips: [c]}")))
                .isInstanceOfSatisfying(UserError.class, error -> {
                    assertThat(error.text()).contains("was on a", "puts it on b");
                    assertThat(error.hint()).contains("cluster up -n lab --adopt", "cluster down -n lab --from a");
                });
    }

    @Test
    void refusesAnotherProviderWithAHint() {
        assertThatThrownBy(() -> requireSameHead(config("{type: process}")))
                .isInstanceOfSatisfying(UserError.class, error -> {
                    assertThat(error.text()).contains("provider.type", "'local'", "'process'");
                    assertThat(error.hint()).contains("cluster down -n lab");
                });
    }

    @Test
    void refusesAnotherUserAndAnotherRoot() {
        assertThatThrownBy(() ->
                        requireSameHead(config("{type: local, head_ip: a, worker_ips: [b], state_dir: /scratch/m}")))
                .hasMessageContaining("provider.state_dir");
        assertThatThrownBy(() ->
                        requireSameHead(config("{type: local, head_ip: a, worker_ips: [b]}\nauth: {ssh_user: eve}")))
                .hasMessageContaining("auth.ssh_user");
    }

    @Test
    void cleansTheHostsOfBothConfigsWithThePreviousHead() {
        ClusterConfig file = config("{type: local, head_ip: b, worker_ips: [d]}");

        LocalHosts hosts = (LocalHosts) PreviousHead.withHeadOn("a", file, Optional.of(previous.config()))
                .provider();

        assertThat(hosts.head().host()).isEqualTo("a");
        assertThat(hosts.workers().stream().map(HostConfig::host)).containsExactlyInAnyOrder("b", "c", "d");
        assertThat(hosts.worker("c").orElseThrow().user()).contains("bob");
    }

    @Test
    void cleansUpAfterAnUnknownHeadWithTheCurrentConfig() {
        LocalHosts hosts = (LocalHosts)
                PreviousHead.withHeadOn("x", config("{type: local, head_ip: b, worker_ips: [d]}"), Optional.empty())
                        .provider();

        assertThat(hosts.head().host()).isEqualTo("x");
        assertThat(hosts.workers().stream().map(HostConfig::host)).isEqualTo(List.of("b", "d"));
    }

    private void requireSameHead(ClusterConfig requested) {
        previous.requireSameHead(requested, new ClusterRef.Known("lab"));
    }

    private static ClusterConfig config(String provider) {
        return ConfigReader.ofUser()
                .readExpanded("cluster_name: lab\nprovider: " + provider + "\n", "test")
                .config();
    }
}
