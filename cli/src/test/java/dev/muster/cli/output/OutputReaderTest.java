package dev.muster.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cli.console.OutputClosed;
import dev.muster.core.port.SystemTime;
import java.io.BufferedReader;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Uses a process of its own, whose standard output is a pipe. */
@Timeout(60)
class OutputReaderTest {
    @Test
    void silentWorkEndsWhenNobodyReadsItsOutput() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SilentWork.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("begun");
            assertThat(process.isAlive()).isTrue();
        }

        assertThat(process.waitFor()).isEqualTo(9);
    }

    @Test
    void workThatEndsReturnsItsValueOrThrowsItsFailure() throws Exception {
        assertThat(OutputReader.<Integer>whileReading(new SystemTime(), () -> 4))
                .isEqualTo(4);
        assertThatThrownBy(() -> OutputReader.whileReading(new SystemTime(), () -> {
                    throw new IllegalStateException("the cause");
                }))
                .hasMessage("the cause");
    }

    /** Begins, and then never prints anything again. */
    static final class SilentWork {
        private SilentWork() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println("begun");
            try {
                OutputReader.whileReading(new SystemTime(), () -> {
                    new CountDownLatch(1).await();
                    return 0;
                });
            } catch (OutputClosed e) {
                System.exit(9);
            }
        }
    }
}
