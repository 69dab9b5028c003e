package dev.muster.daemon.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    private Counter counter() {
        return new Counter(folder.resolve("incarnation"));
    }

    @Test
    void countsFromOneAndPersists() throws IOException {
        assertThat(counter().increment(NOW)).isEqualTo(1);
        assertThat(counter().increment(NOW)).isEqualTo(2);
        assertThat(counter().value()).isEqualTo(2);
    }

    @Test
    void aCorruptFileNeverGivesASmallerNumber() throws IOException {
        counter().increment(NOW);
        for (String invalid : new String[] {"", "\0\0\0", "12x", "-5", "9".repeat(40)}) {
            Files.writeString(folder.resolve("incarnation"), invalid);
            assertThat(counter().increment(NOW)).as(invalid).isEqualTo(NOW.getEpochSecond());
        }
        assertThat(counter().increment(NOW)).isEqualTo(NOW.getEpochSecond() + 1);
    }

    @Test
    void neverDecreases() throws IOException {
        counter().raiseTo(7);
        counter().raiseTo(3);
        assertThat(counter().value()).isEqualTo(7);
    }

    @Test
    void hasMode0600AndLeavesNoOtherFiles() throws IOException {
        counter().increment(NOW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("incarnation"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }
}
