package dev.muster.client;

import java.util.List;
import java.util.Locale;

/**
 * One thing that {@code check} found, on all hosts that have it.
 *
 * @param check what was looked at, in a word or two: {@code "clock"}
 * @param hosts as the cluster's file names them, in its order
 * @param text a sentence without a host's name as its subject, so that equal findings are one
 * @param fix the command, or the line of the file, that fixes it; empty if nothing needs to be done
 */
public record Finding(Severity severity, String check, List<String> hosts, String text, String mend) {
    public Finding {
        hosts = List.copyOf(hosts);
    }

    /** From the harmless to the worst. */
    public enum Severity {
        /** Looked at, and as it should be. */
        OK,
        /** Worth knowing. */
        NOTE,
        /** Works, but will bite. */
        WARNING,
        /** Keeps the host from being a node. */
        PROBLEM;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
