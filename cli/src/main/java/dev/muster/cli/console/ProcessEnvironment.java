package dev.muster.cli.console;

import dev.muster.core.port.Time;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/**
 * Everything that a command takes from its process, so that a test can replace it.
 *
 * @param folder the working folder
 * @param zone the time zone in which times of day are shown
 */
public record ProcessEnvironment(
        Path folder,
        Map<String, String> environment,
        Streams streams,
        TerminalWindow window,
        Browser browser,
        Time time,
        ZoneId zone) {
    public ProcessEnvironment {
        environment = Map.copyOf(environment);
    }

    /** The three standard streams. {@code out} and {@code err} encode text as UTF-8. */
    public record Streams(InputStream in, PrintStream out, PrintStream err) {}
}
