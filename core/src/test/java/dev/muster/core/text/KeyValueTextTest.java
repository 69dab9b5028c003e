package dev.muster.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.text.KeyValueText.Entry;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyValueTextTest {
    private static final Set<String> KEYS = Set.of("root", "cpus", "package");
    private static final KeyValueText FORMAT = new KeyValueText("muster-test 1", 5, 40, KEYS::contains);

    @Test
    void readsThePairsAfterTheFirstLineInTheirOrder() {
        assertThat(FORMAT.parse("muster-test 1\nroot=/srv/x\ncpus=8\n").orElseThrow())
                .containsExactly(new Entry("root", "/srv/x"), new Entry("cpus", "8"));
    }

    @Test
    void skipsWhatALoginShellPrintsBeforeTheFirstLine() {
        assertThat(FORMAT.parse("Welcome!\nroot=/evil\nmuster-test 1\nroot=/srv\n")
                        .orElseThrow())
                .containsExactly(new Entry("root", "/srv"));
    }

    @Test
    void isEmptyWithoutTheFirstLine() {
        assertThat(FORMAT.parse("root=/srv\n")).isEmpty();
        assertThat(FORMAT.parse("")).isEmpty();
        assertThat(FORMAT.parse("muster-test 12\n")).isEmpty();
    }

    @Test
    void keepsValuesAsTheyAreEqualsSignsIncluded() {
        assertThat(FORMAT.parse("muster-test 1\nroot= a=b \ncpus=\n").orElseThrow())
                .containsExactly(new Entry("root", " a=b "), new Entry("cpus", ""));
    }

    @Test
    void ignoresLinesThatAreNoPairsOrHaveAnUnknownKey() {
        assertThat(FORMAT.parse("muster-test 1\nno pair\n=x\nother=1\ncpus=2\n").orElseThrow())
                .containsExactly(new Entry("cpus", "2"));
    }

    @Test
    void ignoresLinesThatAreTooLong() {
        assertThat(FORMAT.parse("muster-test 1\nroot=" + "x".repeat(36) + "\ncpus=2\n")
                        .orElseThrow())
                .containsExactly(new Entry("cpus", "2"));
    }

    @Test
    void stopsAfterTheLastAllowedLine() {
        assertThat(FORMAT.parse("muster-test 1\n" + "cpus=1\n".repeat(100)).orElseThrow())
                .hasSize(4);
        assertThat(FORMAT.parse("noise\n".repeat(5) + "muster-test 1\ncpus=1\n"))
                .isEmpty();
    }

    @Test
    void givesTheFirstValueOfEachKeyAsAMap() {
        assertThat(KeyValueText.firstOfEach(
                        FORMAT.parse("muster-test 1\ncpus=1\ncpus=2\nroot=/r\n").orElseThrow()))
                .containsOnlyKeys("cpus", "root")
                .containsEntry("cpus", "1");
    }
}
