package dev.muster.cli.console;

import dev.muster.core.port.Time;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/**
 * The person's side of the command: everything that comes from outside, so that a test can give all of it.
 *
 * @param folder the working folder
 * @param zone in which times of day are shown
 */
public record ProcessEnvironment(
        Path folder, Map<String, String> environment, Streams streams, TerminalWindow window, Time time, ZoneId zone) {
    public ProcessEnvironment {
        environment = Map.copyOf(environment);
    }

    /** {@code out} and {@code err} take UTF-8. */
    public record Streams(InputStream in, PrintStream out, PrintStream err) {}
}
