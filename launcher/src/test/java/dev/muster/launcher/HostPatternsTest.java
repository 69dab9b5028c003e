package dev.muster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backtracking pattern lets a host occupy a processor for hours with one line, so modules that read host output use none. */
class HostPatternsTest {
    private static final List<Path> SOURCES = List.of(
            Path.of("src/main/java"),
            Path.of("../ssh/src/main/java"),
            Path.of("../client/src/main/java"),
            Path.of("../transfer/src/main/java"));
    /** Matches a string literal with a wildcard that may match anything, or a group that repeats without a limit. */
    private static final Pattern BACKTRACKS = Pattern.compile("\"[^\"]*(\\.[*+]|\\)[*+])[^\"+]*\"");

    @Test
    void noPatternForHostTextBacktracks() throws IOException {
        List<String> found = SOURCES.stream()
                .flatMap(HostPatternsTest::sources)
                .flatMap(HostPatternsTest::lines)
                .filter(line -> BACKTRACKS.matcher(line).find())
                .toList();

        assertThat(found)
                .as("use startsWith, contains or indexOf, or bound the repetition")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"compile(\"sudo: .*(a|b)\")", "line.matches(\"(a|b).+\")", "compile(\"([a-z]+)*\")"})
    void theRuleFindsWhatItForbids(String line) {
        assertThat(BACKTRACKS.matcher(line).find()).isTrue();
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(line -> file.getFileName() + ": " + line.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
