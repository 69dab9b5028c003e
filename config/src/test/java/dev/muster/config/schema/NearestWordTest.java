package dev.muster.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A misspelled word gets a suggestion. */
class NearestWordTest {
    private final List<String> valid = List.of("max_workers", "min_workers", "provider", "auth");

    @ParameterizedTest
    @CsvSource({
        "max_worker,max_workers",
        "maxworkers,max_workers",
        "Min-Workers,min_workers",
        "provdier,provider",
        "auht,auth"
    })
    void suggestsTheNearestWord(String written, String meant) {
        assertThat(NearestWord.didYouMean(written, valid)).isEqualTo("did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "completely_different", ""})
    void suggestsNothingIfNoWordIsNear(String written) {
        assertThat(NearestWord.didYouMean(written, valid)).isEmpty();
    }
}
