package dev.muster.launcher.provider.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.NodeKey;
import dev.muster.core.failure.ProviderFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAssignmentsTest {
    private static final NodeKey FIRST = NodeKey.worker("cpu", 1);
    private static final NodeKey SECOND = NodeKey.worker("cpu", 2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void remembersAcrossRestarts() {
        HostAssignments before = open();
        before.assign(FIRST, "cpu", "o", Stream.of("a", "b"));
        before.assign(SECOND, "cpu", "o", Stream.of("a", "b"));
        before.free(FIRST);

        HostAssignments after = open();
        assertThat(after.all()).containsOnlyKeys(SECOND).isEqualTo(before.all());
        assertThat(after.isAssigned("a")).isFalse();
        assertThat(after.isAssigned("b")).isTrue();
        assertThat(after.assign(FIRST, "cpu", "o", Stream.of("b"))).isEmpty();
    }

    /** Guessing that a host is free would put a second node on it. */
    @ParameterizedTest
    @ValueSource(strings = {"cpu-2\tb", "cpu-\tb\tcpu\to", "\0\0\0", "cpu-2\tb\tcpu\to\tx"})
    void namesADamagedLine(String damaged) throws Exception {
        Files.writeString(folder.resolve("hosts"), "cpu-1\ta\tcpu\to\n" + damaged);

        assertThatThrownBy(this::open)
                .isInstanceOf(ProviderFailure.class)
                .hasMessageContaining("hosts is damaged at line 2");
    }

    /** Two thousand nodes must not look at two thousand hosts each. */
    @Test
    void readsCandidatesOnlyUntilOneIsFree() {
        HostAssignments assignments = open();
        int[] looks = {0};
        Stream<String> candidates =
                IntStream.range(0, 2_000).mapToObj(number -> "vm" + number).peek(_ -> looks[0]++);

        assertThat(assignments.assign(FIRST, "cpu", "o", candidates)).isPresent();
        assertThat(looks[0]).isEqualTo(1);
    }

    private HostAssignments open() {
        return new HostAssignments(folder.resolve("hosts"));
    }
}
