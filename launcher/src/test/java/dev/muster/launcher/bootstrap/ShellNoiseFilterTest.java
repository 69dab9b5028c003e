package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.port.OutputSink.Stream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShellNoiseFilterTest {
    private static final String NOISE =
            "bash: cannot set terminal process group (-1): Inappropriate ioctl for device\nbash: no job control in this shell\n";

    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private final ShellNoiseFilter filter = new ShellNoiseFilter((_, bytes, length) -> passed.write(bytes, 0, length));

    @Test
    void dropsItsLinesHoweverTheyAreSplit() {
        for (byte each : (NOISE + "bash: nonsense: command not found\nlogout\n").getBytes(StandardCharsets.UTF_8)) {
            filter.accept(Stream.ERR, new byte[] {each}, 1);
        }

        assertThat(passed()).isEqualTo("bash: nonsense: command not found\n");
    }

    @Test
    void passesAProgressBarBeforeItsLineEnds() {
        write(Stream.ERR, "10 %\r20 %");

        assertThat(passed()).isEqualTo("10 %\r20 %");
    }

    @Test
    void leavesStandardOutputAsItIs() {
        write(Stream.OUT, NOISE);

        assertThat(passed()).isEqualTo(NOISE);
    }

    private void write(Stream stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        filter.accept(stream, bytes, bytes.length);
    }

    private String passed() {
        return passed.toString(StandardCharsets.UTF_8);
    }
}
