package dev.muster.daemon.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    private Path folder;

    @Test
    void isHeldByOneAtATime() throws IOException {
        Path file = folder.resolve("run/daemon.lock");
        Optional<FolderLock> first = FolderLock.take(file);
        assertThat(first).isPresent();
        assertThat(FolderLock.take(file)).isEmpty();
        first.get().close();
        try (FolderLock again = FolderLock.take(file).orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }
}
