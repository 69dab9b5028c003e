package dev.muster.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RotatedLogTest {
    @TempDir
    private Path folder;

    @Test
    void writesOwnMessagesAndOnlyTheWarningsOfLibraries() throws IOException {
        Path file = folder.resolve("program.log");
        RotatedLog.open(file, 1 << 20, Map.of("dev.muster", "INFO"));
        LoggerFactory.getLogger("dev.muster.Example").info("an own message");
        LoggerFactory.getLogger("library").info("a library's message");
        java.util.logging.Logger.getLogger("library").warning("a library's warning");
        assertThat(Files.readString(file))
                .contains("INFO  Example - an own message", "WARN  library - a library's warning")
                .doesNotContain("a library's message");
    }

    /** A host may print what looks like a log line, or commands for the terminal of whoever reads the log. */
    @Test
    void noMessageLooksLikeAnotherLine() throws IOException {
        Path file = folder.resolve("program.log");
        RotatedLog.open(file, 1 << 20, Map.of("dev.muster", "INFO"));
        IOException cause = new IOException("also\n2026-01-01 INFO  forged");
        LoggerFactory.getLogger("dev.muster.Example").info("first\u001b[31m\r\n2026-01-01 INFO  forged", cause);
        LoggerFactory.getLogger("dev.muster.Example").info("x".repeat(1 << 20));
        String text = Files.readString(file);
        assertThat(text.lines().filter(line -> line.contains("forged")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("    "));
        assertThat(text).doesNotContain("\u001b", "\r").hasSizeLessThan(100_000);
    }

    @Test
    void aMessageBelowTheLevelIsNotWritten() throws IOException {
        Path file = folder.resolve("program.log");
        RotatedLog.open(file, 1 << 20, Map.of("dev.muster", "ERROR"));
        LoggerFactory.getLogger("dev.muster.Example").warn("a warning");
        assertThat(Files.readString(file)).isEmpty();
    }
}
