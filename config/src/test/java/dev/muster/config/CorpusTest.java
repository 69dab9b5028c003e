package dev.muster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.core.config.Problem;
import dev.muster.core.failure.InvalidConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Valid files with their full form, and invalid files with their exact problems. */
class CorpusTest {
    static List<Path> good() {
        return Corpus.good();
    }

    static List<Path> bad() {
        return Corpus.bad();
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsAValidFileAsItsFullForm(Path file) {
        String expanded =
                Corpus.withoutFolder(ConfigWriter.write(Corpus.read(file).config()));

        assertThat(expanded).isEqualTo(Corpus.expected(file, ".expanded.yaml", expanded));
    }

    @ParameterizedTest
    @MethodSource("good")
    void warnsOfOddSettingsInAValidFile(Path file) {
        ParsedConfig reading = Corpus.read(file);
        String problems = lines("", reading.warnings()) + lines("at up: ", reading.blockers());

        assertThat(problems).isEqualTo(Corpus.expected(file, ".problems", problems));
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsTheFullFormAsAnEqualConfig(Path file) {
        ParsedConfig reading = Corpus.read(file);
        String expanded = ConfigWriter.write(reading.config());

        ConfigReader elsewhere = new ConfigReader(Path.of("/nowhere"));
        if (!file.endsWith("ray-local-coordinator.yaml")) {
            assertThat(elsewhere.readExpanded(expanded, "expanded").config()).isEqualTo(reading.config());
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void reportsEveryProblemOfAnInvalidFileAtOnce(Path file) {
        InvalidConfig thrown = catchThrowableOfType(InvalidConfig.class, () -> Corpus.read(file));

        assertThat(thrown).as("%s is read", file).isNotNull();
        String problems = Corpus.withoutFolder(lines("", thrown.problems()));
        assertThat(problems).isEqualTo(Corpus.expected(file, ".problems", problems));
    }

    private static String lines(String prefix, List<Problem> problems) {
        return problems.stream().map(problem -> prefix + problem + "\n").collect(Collectors.joining());
    }
}
