package dev.muster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @Nested
    class Keys {
        @Test
        void sortTheHeadFirstAndNumbersAsNumbers() {
            assertThat(Stream.of("cpu-10", "gpu-1", "head", "cpu-9")
                            .map(NodeKey::new)
                            .sorted()
                            .map(NodeKey::value))
                    .containsExactly("head", "cpu-9", "cpu-10", "gpu-1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "cpu", "cpu-0", "../x-1", "-1", "cpu-1/..", "cpu-1\n", "head-"})
        void refuseWhatCouldNotBeAPath(String text) {
            assertThatIllegalArgumentException().isThrownBy(() -> new NodeKey(text));
        }
    }

    @Nested
    class Amounts {
        @Test
        void ofFractionsAddUpExactly() {
            Resources tenth = Resources.of("GPU", 0.1);
            Resources sum = Resources.NONE;
            for (int i = 0; i < 10; i++) {
                sum = sum.plus(tenth);
            }
            assertThat(sum).isEqualTo(Resources.of("GPU", 1));
        }

        @Test
        void neverGoBelowNothing() {
            assertThat(Resources.of("CPU", 1).minus(Resources.of("CPU", 2, "GPU", 1)))
                    .isEqualTo(Resources.NONE);
        }

        @Test
        void stayAtTheLargestNumberInsteadOfOverflowing() {
            Resources tebibyte = Resources.of("memory", 1L << 40);
            assertThat(tebibyte.times(100_000).units("memory")).isEqualTo(Long.MAX_VALUE);
            assertThat(tebibyte.times(800).plus(tebibyte.times(800)).units("memory"))
                    .isEqualTo(Long.MAX_VALUE);
        }

        @Test
        void coverWhatIsAskedToTheLastTenThousandth() {
            Resources asked = Resources.of("CPU", 0.3);
            assertThat(Resources.of("CPU", 0.3).covers(asked)).isTrue();
            assertThat(Resources.of("CPU", 0.2999).covers(asked)).isFalse();
            assertThat(Resources.of("GPU", 9).covers(asked)).isFalse();
        }

        @Test
        void areRoundedDownToTheTenThousandthAndExactUpToTheLargest() {
            Map<String, BigDecimal> nearlyOne = Map.of("GPU", new BigDecimal("0.99999999999999999999"));
            assertThat(Resources.of(nearlyOne).units("GPU")).isEqualTo(9_999);
            assertThat(Resources.of("GPU", 0.0003).units("GPU")).isEqualTo(3);
            assertThat(Resources.of("memory", 900_000_000_000_000.0).units("memory"))
                    .isEqualTo(9_000_000_000_000_000_000L);
        }

        @Test
        void areWrittenAsPeopleWriteThem() {
            assertThat(Resources.of("CPU", 2, "licence", 0.5)).hasToString("{CPU: 2, licence: 0.5}");
        }
    }

    @Nested
    class Selectors {
        private final Map<String, String> labels = Map.of("zone", "b");

        @Test
        void thatAreEmptyMatchEveryNode() {
            assertThat(Selector.ANY.matches(Map.of())).isTrue();
        }

        @Test
        void treatAMissingLabelAsRayDoes() {
            assertThat(selector("rack", Selector.Operator.IN).matches(labels)).isFalse();
            assertThat(selector("rack", Selector.Operator.NOT_IN).matches(labels))
                    .isTrue();
            assertThat(selector("rack", Selector.Operator.EXISTS).matches(labels))
                    .isFalse();
        }

        @Test
        void compareValues() {
            assertThat(selector("zone", Selector.Operator.IN).matches(labels)).isTrue();
            assertThat(selector("zone", Selector.Operator.NOT_IN).matches(labels))
                    .isFalse();
            assertThat(selector("zone", Selector.Operator.EXISTS).matches(labels))
                    .isTrue();
        }

        private static Selector selector(String label, Selector.Operator operator) {
            return new Selector(List.of(new Selector.Requirement(label, operator, Set.of("a", "b"))));
        }
    }

    @Nested
    class ShellWords {
        @Test
        void comeOutOfARealShellAsTheyWentIn() throws Exception {
            long seed = System.nanoTime();
            Random random = new Random(seed);
            for (int round = 0; round < 30; round++) {
                String word = odd(random);
                Process shell = new ProcessBuilder("/bin/sh", "-c", "printf %s " + Shell.quote(word)).start();
                String seen = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(seen).as("seed %d, word <%s>", seed, word).isEqualTo(word);
            }
        }

        private static String odd(Random random) {
            String letters = "ab '\"$`\\\n\t!*?[]{}()<>|&;#~=%éü€-";
            StringBuilder word = new StringBuilder();
            for (int length = random.nextInt(20); length >= 0; length--) {
                word.append(letters.charAt(random.nextInt(letters.length())));
            }
            return word.toString();
        }

        @Test
        void areLeftAloneWhereTheyArePlain() {
            assertThat(Shell.words("tar", "-C", "/var/tmp", "a b")).isEqualTo("tar -C /var/tmp 'a b'");
        }
    }

    @Nested
    class Slugs {
        @Test
        void keepSafeNamesAndMendOthers() {
            assertThat(NameRules.slug("ray.worker.default")).isEqualTo("ray.worker.default");
            assertThat(NameRules.slug("my GPU type!")).isEqualTo("my-GPU-type");
            assertThat(NameRules.slug("../..")).isEqualTo("type");
        }
    }

    @Nested
    class Digests {
        @Test
        void tellPartsApart() {
            assertThat(Digest.of("ab", "c")).isNotEqualTo(Digest.of("a", "bc"));
        }
    }
}
