package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class QuickExitTest {
    /** Run as a process of its own, since it exits. */
    static final class Ends {
        private Ends() {}

        public static void main(String[] arguments) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("a hook was run")));
            System.out.println("before");
            QuickExit.with(Integer.parseInt(arguments[0]));
        }
    }

    @Test
    void exitsWithTheCodeAndRunsNoHooks() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ends.class.getName(),
                        "7")
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("before\n");
        assertThat(process.waitFor()).isEqualTo(7);
    }
}
