package dev.muster.core.port;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A command for a {@link RemoteHost}.
 *
 * @param script a POSIX shell script, quoted with {@link dev.muster.core.Shell}; the process table of the host shows it, so secrets belong in {@code input}
 * @param input the standard input of the script; opened once for each run
 * @param deadline when it has passed, the command is ended and {@code RemoteFailure} is thrown
 * @param output receives the output as it is produced
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
