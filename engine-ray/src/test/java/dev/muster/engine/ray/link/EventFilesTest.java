package dev.muster.engine.ray.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testkit.ManualTime;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFilesTest {
    private static final String SESSION = "session_2026-11-27_03-40-28_450378_24494";

    @TempDir
    private Path scratch;

    private Path events;
    private Path monitor;

    @BeforeEach
    void layOut() throws IOException {
        Path logs = scratch.resolve(SESSION).resolve("logs");
        events = Files.createDirectories(logs.resolve("events")).resolve("event_AUTOSCALER.log");
        monitor = logs.resolve("monitor.log");
        Files.createSymbolicLink(scratch.resolve("session_latest"), scratch.resolve(SESSION));
    }

    private void append(String... lines) {
        ManualTime time = ManualTime.of(1);
        new EventFiles(scratch, time, new EventLines("head-host", 42)).append(List.of(lines));
    }

    @Test
    void appendsOneJsonObjectForEachEvent() throws IOException {
        append("Adding 2 nodes of type gpu");
        append("it's \"done\" \\ tab\tline\nend \u00e9", "again");

        List<String> lines = Files.readAllLines(events);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .matches("\\{\"event_id\": \"[0-9a-f]{36}\", \"source_type\": \"AUTOSCALER\", \"source_hostname\": "
                        + "\"head-host\", \"source_pid\": 42, \"severity\": \"INFO\", \"label\": \"\", \"message\": "
                        + "\"Adding 2 nodes of type gpu\", \"timestamp\": \"1772366400\", \"custom_fields\": \\{}}");
        assertThat(lines.get(1)).contains("\"it's \\\"done\\\" \\\\ tab line end \\u00e9\"");
        assertThat(lines.get(1).substring(0, 50)).isNotEqualTo(lines.get(2).substring(0, 50));
    }

    @Test
    void appendsLinesForWhoeverTailsTheLog() throws IOException {
        append("Adding 2 nodes", "Removing 1 node\nnow");

        assertThat(Files.readAllLines(monitor))
                .containsExactly(
                        "2026-03-01T12:00:00Z INFO Adding 2 nodes", "2026-03-01T12:00:00Z INFO Removing 1 node now");
    }

    @Test
    void makesFilesThatOnlyTheirOwnerReads() throws IOException {
        append("one");

        for (Path file : List.of(events, monitor)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void writesNothingWithoutEvents() {
        append();

        assertThat(events).doesNotExist();
        assertThat(monitor).doesNotExist();
    }

    @Test
    void doesNotFollowALinkInPlaceOfAFile() throws IOException {
        Path target = Files.writeString(scratch.resolve("target"), "mine\n");
        Files.createSymbolicLink(events, target);

        append("one");

        assertThat(target).hasContent("mine\n");
    }

    @Test
    void doesNotFollowALinkInPlaceOfAFolder() throws IOException {
        Path elsewhere = Files.createDirectory(scratch.resolve("elsewhere"));
        Files.delete(events.getParent());
        Files.createSymbolicLink(events.getParent(), elsewhere);

        append("one");

        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void staysInTheScratchFolderWhereverTheLinkToTheSessionPoints(@TempDir Path outside) throws IOException {
        Path logs = Files.createDirectories(outside.resolve("session_x/logs/events"));
        Files.delete(scratch.resolve("session_latest"));
        Files.createSymbolicLink(scratch.resolve("session_latest"), outside.resolve("session_x"));

        append("one");

        assertThat(logs).isEmptyDirectory();
        assertThat(logs.resolveSibling("monitor.log")).doesNotExist();
    }

    @Test
    void survivesASessionThatIsNotThere() throws IOException {
        Files.delete(scratch.resolve("session_latest"));

        append("one");

        assertThat(events).doesNotExist();
    }

    @Test
    void stopsAtASizeThatFillsNoDisk() throws IOException {
        try (FileChannel channel = FileChannel.open(monitor, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(new byte[1]), SessionLogs.MAX_BYTES + 1);
        }
        long before = Files.size(monitor);

        append("one");

        assertThat(Files.size(monitor)).isEqualTo(before);
        assertThat(events).exists();
    }
}
