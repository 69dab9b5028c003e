package dev.muster.client;

import java.util.List;
import java.util.Locale;

/**
 * One result of {@code cluster check}, for all hosts to which it applies.
 *
 * @param severity how bad it is
 * @param check the name of the check, such as {@code "clock"}
 * @param hosts the hosts as the config file names them, in its order
 * @param text what was found; does not name the host, so that equal findings of several hosts can be merged
 * @param fix a command to type or a setting to change; empty if nothing needs to be done
 */
public record Finding(Severity severity, String check, List<String> hosts, String text, String fix) {
    public Finding {
        hosts = List.copyOf(hosts);
    }

    /** How bad a finding is, from harmless to worst. */
    public enum Severity {
        /** The check passed. */
        OK,
        /** Good to know; nothing has to be done. */
        NOTE,
        /** Works now, but is likely to cause problems. */
        WARNING,
        /** The host cannot become a node. */
        PROBLEM;

        /** Returns the name in JSON output, in lower case. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
