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

/** The output of a script is separated from that of the login shell and of processes that the script left behind. */
class OutputFramingTest {
    private static final String NONCE = "abc";
    private static final String START = "\u0001abc 42\n";
    private static final String END = "\u0001abc 7\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private OutputFraming framing = OutputFraming.afterLogin(NONCE, out::write);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 1000})
    void findsTheOutputHoweverItsBytesArrive(int step) {
        feed("Welcome!\nno newline" + START + "a\u0001b\u0001abc x" + END + "late", step);
        assertThat(text()).isEqualTo("a\u0001b\u0001abc x");
        assertThat(framing.hasEnded()).isTrue();
        assertThat(framing.startNumber()).isEqualTo(42);
        assertThat(framing.endNumber()).isEqualTo(7);
        assertThat(framing.loginOutput()).isEqualTo("Welcome!\nno newline");
    }

    @Test
    void passesOutputOnImmediately() {
        feed(START + "prompt> ", 1000);
        assertThat(text()).isEqualTo("prompt> ");
    }

    @Test
    void passesOnWhatOnlyLooksLikeAMark() {
        feed(START + "x\u0001abc 12345678901\n\u0001abc ", 1);
        framing.finish();
        assertThat(text()).isEqualTo("x\u0001abc 12345678901\n\u0001abc ");
        assertThat(framing.hasEnded()).isFalse();
    }

    @Test
    void takesTheFirstByteForOutputIfThereIsNoLoginShell() {
        framing = OutputFraming.fromFirstByte(NONCE, out::write);

        feed("a\u0001abc x" + END + "late", 2);

        assertThat(text()).isEqualTo("a\u0001abc x");
        assertThat(framing.hasEnded()).isTrue();
        assertThat(framing.endNumber()).isEqualTo(7);
        assertThat(framing.loginOutput()).isEmpty();
    }

    @Test
    void ignoresAHeartbeat() {
        feed(START + "a\u0001abc 1000\nb" + END, 3);
        assertThat(text()).isEqualTo("ab");
        assertThat(framing.endNumber()).isEqualTo(7);
    }

    @Test
    void takesAStreamWithoutMarksForLoginOutput() {
        feed("This account is not available.\n", 4);
        framing.finish();
        assertThat(framing.hasStarted()).isFalse();
        assertThat(framing.loginOutput()).isEqualTo("This account is not available.\n");
    }

    @Test
    void passesOnAnyBytesInAnyPieces() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] body = new byte[random.nextInt(200)];
            for (int i = 0; i < body.length; i++) {
                body[i] = (byte) List.of('\u0001', 'a', 'b', 'c', ' ', '1', '\n')
                        .get(random.nextInt(7))
                        .charValue();
            }
            if (new String(body, StandardCharsets.ISO_8859_1).matches("(?s).*\u0001abc [0-9]{1,10}\n.*")) {
                continue; // it contains a mark
            }
            ByteArrayOutputStream passed = new ByteArrayOutputStream();
            OutputFraming tested = OutputFraming.afterLogin(NONCE, passed::write);
            byte[] all =
                    (START + new String(body, StandardCharsets.ISO_8859_1) + END).getBytes(StandardCharsets.ISO_8859_1);
            for (int at = 0; at < all.length; ) {
                int length = Math.min(1 + random.nextInt(9), all.length - at);
                tested.accept(Arrays.copyOfRange(all, at, at + length), length);
                at += length;
            }
            assertThat(passed.toByteArray()).as("seed %d", seed).isEqualTo(body);
            assertThat(tested.hasEnded()).as("seed %d", seed).isTrue();
        }
    }

    private void feed(String text, int step) {
        byte[] all = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < all.length; at += step) {
            byte[] part = Arrays.copyOfRange(all, at, Math.min(all.length, at + step));
            framing.accept(part, part.length);
        }
    }

    private String text() {
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
