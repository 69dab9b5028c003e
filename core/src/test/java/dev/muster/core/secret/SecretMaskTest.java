package dev.muster.core.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.port.OutputSink.Stream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that no value of a secret gets through, however it is cut, and that everything else does. */
class SecretMaskTest {
    private static final String TEXT = "a hunter22 b hunter2-long c hunter2";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 100})
    void masksOutputThatArrivesInPieces(int size) {
        assertThat(inPieces(SecretMask.of(List.of("hunter2", "hunter2-long")), TEXT, size))
                .isEqualTo("a ***2 b *** c ***");
    }

    @Test
    void passesOnTheBeginningOfAValueAtTheEnd() {
        assertThat(inPieces(SecretMask.of(List.of("hunter2")), "a hunter", 3)).isEqualTo("a hunter");
    }

    @Test
    void masksTheLinesOfALongValueEach() {
        SecretMask mask = SecretMask.of(List.of("first line\nshort\n\nsecond line\n"));

        assertThat(mask.text("+ echo 'first line\n  short second line")).isEqualTo("+ echo '***\n  short ***");
    }

    @Test
    void masksTheFormThatAnAddressContains() {
        assertThat(SecretMask.of(List.of("p@ss/word")).text("https://u:p%40ss%2Fword@h/"))
                .isEqualTo("https://u:***@h/");
    }

    @Test
    void leavesShortValuesAlone() {
        SecretMask mask = SecretMask.of(List.of("", "      ", "yes", "12345"));

        assertThat(mask.text("yes, 12345       times")).isEqualTo("yes, 12345       times");
    }

    @Test
    void doesNotMixTheTwoStreams() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SecretMask.Output output =
                SecretMask.of(List.of("secret")).output((stream, bytes, length) -> out.write(bytes, 0, length));
        output.accept(Stream.OUT, "sec".getBytes(StandardCharsets.UTF_8), 3);
        output.accept(Stream.ERR, "x\n".getBytes(StandardCharsets.UTF_8), 2);
        output.accept(Stream.OUT, "ret\n".getBytes(StandardCharsets.UTF_8), 4);
        output.flush();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("x\n***\n");
    }

    private static String inPieces(SecretMask mask, String text, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SecretMask.Output output = mask.output((stream, bytes, length) -> out.write(bytes, 0, length));
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < all.length; at += size) {
            byte[] piece = java.util.Arrays.copyOfRange(all, at, Math.min(all.length, at + size));
            output.accept(Stream.OUT, piece, piece.length);
        }
        output.flush();
        return out.toString(StandardCharsets.UTF_8);
    }
}
