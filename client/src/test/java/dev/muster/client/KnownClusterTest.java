package dev.muster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.failure.UserError;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownClusterTest {
    private static final String ID = "00000000deadbeef";

    @Test
    void acceptsTheRecordedClusterAndAHostWithoutOne() {
        assertThatCode(() -> requireId(ID, ID)).doesNotThrowAnyException();
        assertThatCode(() -> requireId(ID, "")).doesNotThrowAnyException();
        assertThatCode(() -> requireId("", ID)).doesNotThrowAnyException();
    }

    @Test
    void refusesTheIdOfAnotherCluster() {
        assertThatThrownBy(() -> requireId(ID, "00000000000000aa")).isInstanceOfSatisfying(UserError.class, error -> {
            assertThat(error.text()).contains("vm1", ID, "00000000000000aa", "nothing was changed");
            assertThat(error.hint()).contains("cluster up -n lab", "cluster down -n lab");
        });
    }

    private static void requireId(String recorded, String found) {
        new KnownCluster("lab", recorded, "local", "vm1", Optional.empty(), Instant.EPOCH)
                .requireId(found, new ClusterRef.Known("lab"));
    }
}
