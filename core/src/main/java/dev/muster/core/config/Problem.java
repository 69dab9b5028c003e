package dev.muster.core.config;

/**
 * An error or a warning about a config file.
 *
 * @param line starts at 1; 0 if the problem has no location in the file
 * @param path the path of the key, such as {@code provider.worker_ips[2].port}; empty for the whole file
 * @param hint what to write instead; empty if there is none
 */
public record Problem(Severity severity, String file, int line, int column, String path, String message, String hint) {
    public enum Severity {
        ERROR,
        WARNING
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** Returns a line such as {@code cluster.yaml:3:5: error: max_worker: unknown key (did you mean 'max_workers'?)}. */
    @Override
    public String toString() {
        String place = line == 0 ? file : file + ":" + line + ":" + column;
        String kind = isError() ? "error" : "warning";
        return place + ": " + kind + ": " + (path.isEmpty() ? "" : path + ": ") + message
                + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
