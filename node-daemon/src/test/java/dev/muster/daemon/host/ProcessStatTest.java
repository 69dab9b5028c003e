package dev.muster.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.daemon.RecordedHost;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessStatTest {
    @TempDir
    private Path root;

    @Test
    void readsANameWithParenthesesAndBlanks() {
        String text = "42 (evil) S 1 (x) R 7 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 174955 0 0\n";
        assertThat(ProcessStat.parse(text)).hasValue(new ProcessStat(42, 174955, 7, false));
    }

    @Test
    void aReusedPidIsAnotherProcess() {
        RecordedHost host = new RecordedHost(root).process(42, 1000, 1);
        assertThat(ProcessStat.findLive(host.files(), "42 1000\n")).isPresent();
        assertThat(ProcessStat.findLive(host.files(), "42 999\n")).isEmpty();
        assertThat(ProcessStat.findLive(host.files(), "43 1000\n")).isEmpty();
    }

    @Test
    void aZombieIsNotRunning() {
        RecordedHost host = new RecordedHost(root)
                .put("/proc/42/stat", "42 (sh) Z 1 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 1000 0 0\n");
        assertThat(ProcessStat.findLive(host.files(), "42 1000")).isEmpty();
    }

    @Test
    void aCorruptPidFileNamesNoProcess() {
        RecordedHost host = new RecordedHost(root).process(42, 1000, 1);
        assertThat(ProcessStat.findLive(host.files(), "")).isEmpty();
        assertThat(ProcessStat.findLive(host.files(), "42")).isEmpty();
        assertThat(ProcessStat.findLive(host.files(), "../../etc 1")).isEmpty();
    }
}
