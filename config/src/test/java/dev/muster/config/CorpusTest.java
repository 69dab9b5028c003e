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

/** Good files and what they mean, bad files and what is said about them, to the letter. */
class CorpusTest {
    static List<Path> good() {
        return Corpus.good();
    }

    static List<Path> bad() {
        return Corpus.bad();
    }

    @ParameterizedTest
    @MethodSource("good")
    void aGoodFileMeansWhatItsFullFormSays(Path file) {
        String expanded =
                Corpus.withoutFolder(ConfigWriter.write(Corpus.read(file).config()));

        assertThat(expanded).isEqualTo(Corpus.expected(file, ".expanded.yaml", expanded));
    }

    @ParameterizedTest
    @MethodSource("good")
    void whatIsOddInAGoodFileIsSaid(Path file) {
        ParsedConfig reading = Corpus.read(file);
        String said = lines("", reading.warnings()) + lines("at up: ", reading.notCarriedOut());

        assertThat(said).isEqualTo(Corpus.expected(file, ".said", said));
    }

    @ParameterizedTest
    @MethodSource("good")
    void theFullFormMeansTheSame(Path file) {
        ParsedConfig reading = Corpus.read(file);
        String expanded = ConfigWriter.write(reading.config());

        ConfigReader elsewhere = new ConfigReader(Path.of("/nowhere"));
        if (!file.endsWith("ray-local-coordinator.yaml")) {
            assertThat(elsewhere.readExpanded(expanded, "expanded").config()).isEqualTo(reading.config());
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void everyProblemOfABadFileIsSaidAtOnce(Path file) {
        InvalidConfig thrown = catchThrowableOfType(InvalidConfig.class, () -> Corpus.read(file));

        assertThat(thrown).as("%s is read", file).isNotNull();
        String said = Corpus.withoutFolder(lines("", thrown.problems()));
        assertThat(said).isEqualTo(Corpus.expected(file, ".said", said));
    }

    private static String lines(String prefix, List<Problem> problems) {
        return problems.stream().map(problem -> prefix + problem + "\n").collect(Collectors.joining());
    }
}
