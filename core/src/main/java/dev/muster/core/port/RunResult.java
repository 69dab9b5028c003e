package dev.muster.core.port;

/**
 * How a command ended.
 *
 * @param exitCode 128 + signal where it was ended by a signal
 * @param out the first 1 MiB of standard output, decoded as UTF-8; everything went to the command's sink
 * @param err the last 64 KiB of standard error
 */
public record RunResult(int exitCode, String out, String err) {
    public boolean ok() {
        return exitCode == 0;
    }
}
