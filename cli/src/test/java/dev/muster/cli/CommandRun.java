package dev.muster.cli;

import dev.muster.cli.console.ProcessEnvironment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the {@code cluster} command inside the test's process. */
final class CommandRun {
    final FakeClusters clusters = new FakeClusters();
    final Map<String, String> environment = new HashMap<>(Map.of("USER", "ann", "HOSTNAME", "desk"));
    private final Path folder;
    FakeWindow window = FakeWindow.NONE;
    final FakeBrowser browser = new FakeBrowser();
    String input = "";

    record Ended(int code, String out, String err) {}

    CommandRun(Path folder) {
        this.folder = folder;
    }

    Ended run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProcessEnvironment process = new ProcessEnvironment(
                folder,
                environment,
                new ProcessEnvironment.Streams(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), stream(out), stream(err)),
                window,
                browser,
                new FakeTime(),
                ZoneOffset.UTC);
        int code = run(process, arguments);
        return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private int run(ProcessEnvironment process, String... arguments) {
        try {
            return new ClusterTool(process, () -> clusters).run(List.of(arguments));
        } catch (FakeWindow.Ended ended) {
            return ended.code;
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
