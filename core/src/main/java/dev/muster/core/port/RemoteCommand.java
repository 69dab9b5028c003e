package dev.muster.core.port;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * @param script POSIX shell text, built with {@link dev.muster.core.Shell}; it is visible in the host's process table, so secrets travel in {@code input}
 * @param input what the script reads on its standard input; opened once per run
 * @param deadline the command is ended and {@code RemoteFailure} thrown when it takes longer
 * @param output gets the output as it comes
 * @param signals reach the script's process group while it runs. After the first one the run lasts until that whole group has ended, so that no last output is
 *     lost, but at most 45 s longer than the script; it returns the exit code as without
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
