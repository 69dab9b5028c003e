package dev.muster.core.port;

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
}
