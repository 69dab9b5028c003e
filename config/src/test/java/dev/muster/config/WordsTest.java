package dev.muster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Host ranges, suggestions, and the detection of Ray. */
class WordsTest {
    @Nested
    class Ranges {
        @Test
        void countUp() {
            assertThat(HostRange.expand("vm[8-11]")).containsExactly("vm8", "vm9", "vm10", "vm11");
        }

        @Test
        void keepLeadingZeros() {
            assertThat(HostRange.expand("n[09-11].lab")).containsExactly("n09.lab", "n10.lab", "n11.lab");
        }

        @Test
        void startAtZeroWithoutPadding() {
            assertThat(HostRange.expand("n[0-1]")).containsExactly("n0", "n1");
        }

        @Test
        void multiplyTheLastCountingFastest() {
            assertThat(HostRange.expand("r[1,3]n[1-2]")).containsExactly("r1n1", "r1n2", "r3n1", "r3n2");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "vm[",
                    "vm]",
                    "vm[]",
                    "vm[1-]",
                    "vm[a-b]",
                    "vm[[1-2]]",
                    "vm[2-1]",
                    "vm[0-10000]",
                    "[1-101][1-100]",
                    "v[1-9999999999]"
                })
        void refuseInvalidBounds(String range) {
            assertThatThrownBy(() -> HostRange.expand(range)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Spellings {
        private final List<String> valid = List.of("max_workers", "min_workers", "provider", "auth");

        @ParameterizedTest
        @CsvSource({
            "max_worker,max_workers",
            "maxworkers,max_workers",
            "Min-Workers,min_workers",
            "provdier,provider",
            "auht,auth"
        })
        void suggestTheNearest(String written, String meant) {
            assertThat(NearestWord.didYouMean(written, valid)).isEqualTo("did you mean '" + meant + "'?");
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "completely_different", ""})
        void areEmptyIfNothingIsNear(String written) {
            assertThat(NearestWord.didYouMean(written, valid)).isEmpty();
        }
    }

    @Nested
    class RayIsInstalledBy {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "pip install ray",
                    "pip install -U 'ray[default]==2.58.0'",
                    "conda activate x && pip install \"ray>=2\"",
                    "uv pip install ray",
                    "pip install https://example.org/ray-2.58.0-cp311-manylinux.whl"
                })
        void theseCommands(String command) {
            assertThat(EngineChoice.installsRay(command)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"pip install xray", "pip install ray-tracer", "echo ray", "make install PREFIX=/opt/array"})
        void butNotByThese(String command) {
            assertThat(EngineChoice.installsRay(command)).isFalse();
        }
    }
}
