package dev.muster.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.FanOut;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void writesTheWholeTextAndLeavesNoDraft() throws IOException {
        Path file = folder.resolve("note");

        AtomicFile.write(file, "größe\n", Access.READABLE, Durability.FAST);

        assertThat(file).hasBinaryContent("größe\n".getBytes(UTF_8));
        assertThat(entries()).containsExactly("note");
    }

    @Test
    void replacesAnOlderFileAndItsMode() throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, "an older and longer text");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        AtomicFile.write(file, "new", Access.OWNER_ONLY, Durability.DURABLE);

        assertThat(file).hasContent("new");
        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void letsOthersReadWhatIsReadable() throws IOException {
        Path file = folder.resolve("ca.pem");

        AtomicFile.write(file, "certificate", Access.READABLE, Durability.DURABLE);

        assertThat(mode(file)).startsWith("rw-").doesNotContain("x").endsWith("-");
        assertThat(mode(file).substring(3)).doesNotContain("w");
    }

    @Test
    void keepsTheOldFileWhereTheNewOneCannotTakeItsName() throws IOException {
        Path file = folder.resolve("taken");
        Files.createDirectories(file.resolve("child"));

        assertThatThrownBy(() -> AtomicFile.write(file, "text", Access.OWNER_ONLY, Durability.DURABLE))
                .isInstanceOf(IOException.class);

        assertThat(file.resolve("child")).isDirectory();
        assertThat(entries()).containsExactly("taken");
    }

    @Test
    void failsWhereTheFolderIsMissing() {
        Path file = folder.resolve("missing/note");

        assertThatThrownBy(() -> AtomicFile.write(file, "text", Access.OWNER_ONLY, Durability.DURABLE))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void letsSeveralThreadsWriteTheSameFile() throws Exception {
        Path file = folder.resolve("shared");
        List<Callable<String>> writers = IntStream.range(0, 50)
                .<Callable<String>>mapToObj(number -> () -> {
                    String text = Integer.toString(number).repeat(10_000);
                    AtomicFile.write(file, text, Access.OWNER_ONLY, Durability.FAST);
                    return text;
                })
                .toList();

        List<String> texts = new FanOut(10).all(writers);

        assertThat(Files.readString(file)).isIn(texts);
        assertThat(entries()).containsExactly("shared");
    }

    @Test
    void writesAFileNamedWithoutAFolder() throws IOException {
        Path file = Path.of("atomic-file-test-" + ProcessHandle.current().pid());
        try {
            AtomicFile.write(file, "here", Access.OWNER_ONLY, Durability.DURABLE);

            assertThat(file).hasContent("here");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Test
    void publishesADraftThatWasWrittenElsewhere() throws IOException {
        Path draft = Files.writeString(folder.resolve("layer.part"), "packed");
        Files.writeString(folder.resolve("layer"), "old");

        AtomicFile.publish(draft, folder.resolve("layer"), Durability.DURABLE);

        assertThat(folder.resolve("layer")).hasContent("packed");
        assertThat(entries()).containsExactly("layer");
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
