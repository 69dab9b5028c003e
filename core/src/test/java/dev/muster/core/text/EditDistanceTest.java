package dev.muster.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EditDistanceTest {
    @Test
    void countsInsertedDeletedAndReplacedCharacters() {
        assertThat(EditDistance.between("drain", "drain")).isZero();
        assertThat(EditDistance.between("drain", "drains")).isEqualTo(1);
        assertThat(EditDistance.between("drain", "rain")).isEqualTo(1);
        assertThat(EditDistance.between("drain", "brain")).isEqualTo(1);
        assertThat(EditDistance.between("kitten", "sitting")).isEqualTo(3);
        assertThat(EditDistance.between("", "up")).isEqualTo(2);
    }

    @Test
    void countsTwoSwappedNeighboursOnce() {
        assertThat(EditDistance.between("dwon", "down")).isEqualTo(1);
        assertThat(EditDistance.between("staring", "strating")).isEqualTo(2);
    }

    @Test
    void ordersTheWordsWithinTheLimitByDistanceThenAlphabet() {
        assertThat(EditDistance.nearest("cpu-1", List.of("gpu-1", "cpu-2", "head", "cpu-1"), _ -> 1))
                .containsExactly("cpu-1", "cpu-2", "gpu-1");
    }

    @Test
    void appliesTheLimitOfEachWord() {
        assertThat(EditDistance.nearest("upp", List.of("up", "app"), word -> word.length() - 2))
                .containsExactly("app");
    }

    @Test
    void findsNothingForAWordOfUnreasonableLength() {
        String word = "x".repeat(100_000);

        assertThat(EditDistance.nearest(word, List.of(word), _ -> 10)).isEmpty();
    }
}
