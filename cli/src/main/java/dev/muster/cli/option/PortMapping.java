package dev.muster.cli.option;

import dev.muster.core.failure.UserError;

/**
 * A port that is forwarded: {@code -p PORT} or {@code -p LOCAL:REMOTE}.
 *
 * @param local the port of this machine
 * @param remote the port of the node
 */
public record PortMapping(int local, int remote) {
    private static final int HIGHEST = 65535;

    /** Throws {@code UserError} if the text is not of that form. */
    public static PortMapping parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length > 2) {
            throw invalid(text);
        }
        return new PortMapping(port(parts[0], text), port(parts[parts.length - 1], text));
    }

    private static int port(String digits, String text) {
        if (!digits.matches("[0-9]{1,5}")) {
            throw invalid(text);
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > HIGHEST) {
            throw invalid(text);
        }
        return port;
    }

    private static UserError invalid(String text) {
        return new UserError(
                "-p: '" + text + "' is not a port", "examples: -p 8265, or -p 9000:8265 for port 9000 of this machine");
    }
}
