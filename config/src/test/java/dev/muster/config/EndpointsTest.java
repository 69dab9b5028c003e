package dev.muster.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.Resources;
import dev.muster.core.config.HostConfig;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host is identified by its address, and by its port too if one address has several. */
class EndpointsTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.10:32001, 32001, 203.0.113.10",
        "203.0.113.10, 32001, 203.0.113.10",
        "[fd00::1]:2222, 2222, fd00::1",
        "fd00::2222, 2222, fd00::2222",
        "fd00::22, , fd00::22",
        "vm1, , vm1"
    })
    void removesThePortThatTellsHostsApart(String host, Integer port, String name) {
        assertThat(host(host, port == null ? OptionalInt.empty() : OptionalInt.of(port))
                        .sshName())
                .isEqualTo(name);
    }

    private static HostConfig host(String host, OptionalInt port) {
        return new HostConfig(
                host,
                Optional.empty(),
                port,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "worker",
                Resources.NONE,
                Map.of());
    }
}
