package dev.muster.core.port;

import dev.muster.core.failure.RemoteFailure;
import java.time.DateTimeException;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * The result of a command.
 *
 * @param exitCode 128 + the signal's number if a signal ended it
 * @param out the first 1 MiB of standard output as UTF-8; the command's sink received all of it
 * @param err the last 64 KiB of standard error
 */
public record RunResult(int exitCode, String out, String err) {
    public boolean ok() {
        return exitCode == 0;
    }

    /**
     * Returns what the parser reads in the output. A host may print anything, so what the parser does not accept is the host's failure, and none of this
     * program.
     *
     * @param host the host's name, for the {@link RemoteFailure}
     */
    public <T> T parsed(String host, Function<String, T> parser) {
        try {
            return parser.apply(out);
        } catch (IllegalArgumentException | NoSuchElementException | DateTimeException e) {
            throw new RemoteFailure(
                    host,
                    host + " answered something unexpected: " + e.getMessage(),
                    "check that it is the right machine, and that nothing but Muster writes in its folder there",
                    false,
                    out.lines().toList());
        }
    }
}
