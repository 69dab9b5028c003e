package dev.muster.engine.ray.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GcsAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "host", ":6379", "host:", "host:0", "host:65536", "host:x"})
    void refusesAnAddressThatIsNotOne(String address) {
        assertThatThrownBy(() -> new GcsAddress(address, Optional::empty)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsAnAddressOfIpVersionSix() {
        GcsAddress address = new GcsAddress("[::1]:6379", Optional::empty);

        assertThat(address.host()).isEqualTo("::1");
        assertThat(address.port()).isEqualTo(6379);
    }
}
