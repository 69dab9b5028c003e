package dev.muster.client.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A host may send any output. */
class CheckFactsTest {
    private static CheckFacts parsed(String lines) {
        return CheckFacts.parse("muster-check 1\n" + lines).orElseThrow();
    }

    @Test
    void ignoresTheOutputOfTheLoginShell() {
        CheckFacts facts = CheckFacts.parse("Welcome to vm1!\nos=Plan9\nmuster-check 1\nos=Linux\nend=yes\n")
                .orElseThrow();

        assertThat(facts.value("os")).isEqualTo("Linux");
        assertThat(facts.isComplete()).isTrue();
    }

    @Test
    void isEmptyIfTheScriptDidNotStart() {
        assertThat(CheckFacts.parse("This account is currently not available.\n"))
                .isEmpty();
        assertThat(CheckFacts.parse("")).isEmpty();
    }

    @Test
    void isNotCompleteWithoutItsLastLine() {
        assertThat(parsed("os=Linux\n").isComplete()).isFalse();
    }

    @Test
    void keepsTheFirstValueWithoutControlCharacters() {
        CheckFacts facts = parsed("os=Lin\u001b[31mux\u0000\nos=Other\n");

        assertThat(facts.value("os")).isEqualTo("Lin [31mux");
    }

    @Test
    void ignoresLongLinesAndInvalidNames() {
        CheckFacts facts = parsed(
                "cpus=" + "9".repeat(5000) + "\nRoot Of All=evil\n=x\nno line\nmemory_kib=99999999999999999999\n");

        assertThat(facts.values()).containsOnlyKeys("memory_kib");
        assertThat(facts.number("memory_kib")).isEmpty();
        assertThat(facts.number("cpus")).isEmpty();
    }

    @Test
    void readsALimitedNumberOfLines() {
        String many = "package.pip=a 1\n".repeat(30_000) + "os=late\n";

        assertThat(parsed(many).values()).isEmpty();
    }

    @Test
    void acceptsBinaryOutput() {
        byte[] bytes = new byte[100_000];
        new Random(7).nextBytes(bytes);

        assertThat(parsed(new String(bytes, java.nio.charset.StandardCharsets.UTF_8) + "\nend=yes\n"))
                .isNotNull();
    }

    @Test
    void readsPackagesFoldersProcessesAndPorts() {
        CheckFacts facts = parsed("""
                package.conda=numpy 1.26.4
                package.pip=NumPy 1.0
                package.pip=scikit_learn 1.4
                package.pip=broken
                folder=00aa lab
                folder=../../x lab
                process=00aa
                process=$(reboot)
                reach=7373/10.0.0.1 silent
                reach=7373/10.0.0.2 nonsense
                end=yes
                """);

        assertThat(facts.packages())
                .containsOnly(java.util.Map.entry("numpy", "1.26.4"), java.util.Map.entry("scikit-learn", "1.4"));
        assertThat(facts.folders()).containsOnlyKeys("00aa");
        assertThat(facts.processes()).containsExactly("00aa");
        assertThat(facts.reached()).containsOnly(java.util.Map.entry("7373/10.0.0.1", CheckFacts.Reachability.SILENT));
    }
}
