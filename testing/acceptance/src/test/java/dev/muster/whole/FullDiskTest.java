package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full: told in words, nothing acknowledged is lost, and all goes on once there is room. */
@Tag("whole")
class FullDiskTest {
    private static final String CLUSTER = "full";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path disk;

    @BeforeEach
    void aPerson() throws Exception {
        sandbox = new Sandbox(folder).config(CLUSTER, 1, 3);
        disk = Files.createDirectories(sandbox.folder().resolve("state"));
    }

    @AfterEach
    void nothingStays() throws Exception {
        sandbox.close();
        run("umount", disk.toString());
    }

    private void diskOf(String size) throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString()) == 0,
                "a small disk can be mounted by root only");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void upOnADiskThatIsTooSmallSaysSoAndLeavesNothing() throws Exception {
        diskOf("20m");
        Sandbox.Ended ended = sandbox.cluster("up", "-y");
        assertThat(ended.code()).as(ended.err()).isIn(3, 4);
        assertThat(ended.err()).contains("MiB are free").doesNotContain("\tat ");
        sandbox.cluster("down", "-y").expect(0);
        assertThat(sandbox.leftovers()).isEmpty();
    }

    @Test
    void aClusterWhoseDiskFillsUpGoesOnOnceThereIsRoom() throws Exception {
        diskOf("450m");
        sandbox.cluster("up", "-y").expect(0);
        Path filler = disk.resolve("filler");
        run("dd", "if=/dev/zero", "of=" + filler, "bs=4k");
        Sandbox.Ended refused = sandbox.cluster("request", "{\"CPU\": 1}", "--count", "2");
        assertThat(refused.code()).as(refused.out()).isNotZero();
        assertThat(refused.err()).containsPattern("(?i)no space|disk").doesNotContain("\tat ");
        Files.delete(filler);
        sandbox.cluster("request", "{\"CPU\": 1}", "--count", "3").expect(0);
        Wholeness wholeness = new Wholeness(sandbox, CLUSTER);
        Patience.until("whole", SOON, () -> wholeness.complaints(3));
        sandbox.cluster("down", "-y").expect(0);
        assertThat(sandbox.leftovers()).isEmpty();
    }
}
