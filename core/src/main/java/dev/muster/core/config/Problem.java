package dev.muster.core.config;

/**
 * One thing that is wrong, or odd, in a config file.
 *
 * @param line 1-based; 0 where the problem has no place in the file
 * @param path of the key, as in {@code provider.worker_ips[2].port}; empty for the file as a whole
 * @param hint what to write instead, "did you mean"; empty where the message says all
 */
public record Problem(Severity severity, String file, int line, int column, String path, String message, String hint) {
    public enum Severity {
        ERROR,
        WARNING
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code cluster.yaml:3:5: error: max_worker: unknown key (did you mean 'max_workers'?)}. */
    @Override
    public String toString() {
        String place = line == 0 ? file : file + ":" + line + ":" + column;
        String kind = isError() ? "error" : "warning";
        return place + ": " + kind + ": " + (path.isEmpty() ? "" : path + ": ") + message
                + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
