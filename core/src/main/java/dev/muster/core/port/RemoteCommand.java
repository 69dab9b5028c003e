package dev.muster.core.port;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A command for a {@link RemoteHost}.
 *
 * @param script a POSIX shell script, quoted with {@link dev.muster.core.Shell}; the process table of the host shows it, so secrets belong in {@code input}
 * @param input the standard input of the script; opened once for each run
 * @param deadline when it has passed, the command is ended and {@code RemoteFailure} is thrown
 * @param output receives the output as it is produced
 * @param signals are sent to the script's process group while it runs. After the first one the run lasts until the whole group has ended, at most 45 s
 *     longer than the script, so that no last output is lost; the exit code is the script's in any case
 */
public record RemoteCommand(
        String script,
        Supplier<InputStream> input,
        Duration deadline,
        OutputSink output,
        Optional<CommandSignals> signals) {
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(60);

    public RemoteCommand(String script, Supplier<InputStream> input, Duration deadline, OutputSink output) {
        this(script, input, deadline, output, Optional.empty());
    }

    public static RemoteCommand of(String script) {
        return new RemoteCommand(script, InputStream::nullInputStream, DEFAULT_DEADLINE, OutputSink.NONE);
    }

    public RemoteCommand withInput(Supplier<InputStream> newInput) {
        return new RemoteCommand(script, newInput, deadline, output, signals);
    }

    public RemoteCommand withInput(String text) {
        return withInput(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    public RemoteCommand withDeadline(Duration newDeadline) {
        return new RemoteCommand(script, input, newDeadline, output, signals);
    }

    public RemoteCommand withOutput(OutputSink newOutput) {
        return new RemoteCommand(script, input, deadline, newOutput, signals);
    }

    public RemoteCommand withSignals(CommandSignals newSignals) {
        return new RemoteCommand(script, input, deadline, output, Optional.of(newSignals));
    }
}
