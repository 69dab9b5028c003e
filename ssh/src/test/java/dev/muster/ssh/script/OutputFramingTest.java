package dev.muster.ssh.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutputFramingTest {
    private static final String NONCE = "abc";
    private static final String START = "\u0001abc 42\n";
    private static final String END = "\u0001abc 7\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final OutputFraming frame = new OutputFraming(NONCE, out::write);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 1000})
    void cutsTheScriptsOutputOutHoweverTheBytesArrive(int step) {
        feed("Welcome!\nno newline" + START + "a\u0001b\u0001abc x" + END + "late", step);
        assertThat(text()).isEqualTo("a\u0001b\u0001abc x");
        assertThat(frame.ended()).isTrue();
        assertThat(frame.startNumber()).isEqualTo(42);
        assertThat(frame.endNumber()).isEqualTo(7);
        assertThat(frame.noise()).isEqualTo("Welcome!\nno newline");
    }

    @Test
    void passesOutputOnAtOnce() {
        feed(START + "prompt> ", 1000);
        assertThat(text()).isEqualTo("prompt> ");
    }

    @Test
    void whatLooksLikeAMarkAndIsNoneComesOutAtTheEnd() {
        feed(START + "x\u0001abc 12345678901\n\u0001abc ", 1);
        frame.finish();
        assertThat(text()).isEqualTo("x\u0001abc 12345678901\n\u0001abc ");
        assertThat(frame.ended()).isFalse();
    }

    @Test
    void aBeatIsNoOutputAndNoEnd() {
        feed(START + "a\u0001abc 1000\nb" + END, 3);
        assertThat(text()).isEqualTo("ab");
        assertThat(frame.endNumber()).isEqualTo(7);
    }

    @Test
    void noMarkAtAllIsNoise() {
        feed("This account is not available.\n", 4);
        frame.finish();
        assertThat(frame.started()).isFalse();
        assertThat(frame.noise()).isEqualTo("This account is not available.\n");
    }

    @Test
    void anyBytesInAnyPiecesComeThrough() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] body = new byte[random.nextInt(200)];
            for (int i = 0; i < body.length; i++) {
                body[i] = (byte) List.of('\u0001', 'a', 'b', 'c', ' ', '1', '\n')
                        .get(random.nextInt(7))
                        .charValue();
            }
            if (new String(body, StandardCharsets.ISO_8859_1).matches("(?s).*\u0001abc [0-9]{1,10}\n.*")) {
                continue; // a true mark
            }
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            OutputFraming fresh = new OutputFraming(NONCE, got::write);
            byte[] all =
                    (START + new String(body, StandardCharsets.ISO_8859_1) + END).getBytes(StandardCharsets.ISO_8859_1);
            for (int at = 0; at < all.length; ) {
                int length = Math.min(1 + random.nextInt(9), all.length - at);
                fresh.accept(Arrays.copyOfRange(all, at, at + length), length);
                at += length;
            }
            assertThat(got.toByteArray()).as("seed %d", seed).isEqualTo(body);
            assertThat(fresh.ended()).as("seed %d", seed).isTrue();
        }
    }

    private void feed(String text, int step) {
        byte[] all = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < all.length; at += step) {
            byte[] part = Arrays.copyOfRange(all, at, Math.min(all.length, at + step));
            frame.accept(part, part.length);
        }
    }

    private String text() {
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
