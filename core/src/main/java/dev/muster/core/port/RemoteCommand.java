package dev.muster.core.port;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * @param script POSIX shell text, built with {@link dev.muster.core.Shell}; it is visible in the host's process table, so secrets travel in {@code input}
 * @param input what the script reads on its standard input; opened once per run
 * @param deadline the command is ended and {@code RemoteFailure} thrown when it takes longer
 * @param output gets the output as it comes
 */
public record RemoteCommand(String script, Supplier<InputStream> input, Duration deadline, OutputSink output) {
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(60);

    public static RemoteCommand of(String script) {
        return new RemoteCommand(script, InputStream::nullInputStream, DEFAULT_DEADLINE, OutputSink.NONE);
    }

    public RemoteCommand withInput(Supplier<InputStream> newInput) {
        return new RemoteCommand(script, newInput, deadline, output);
    }

    public RemoteCommand withInput(String text) {
        return withInput(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    public RemoteCommand withDeadline(Duration newDeadline) {
        return new RemoteCommand(script, input, newDeadline, output);
    }

    public RemoteCommand withOutput(OutputSink newOutput) {
        return new RemoteCommand(script, input, deadline, newOutput);
    }
}
