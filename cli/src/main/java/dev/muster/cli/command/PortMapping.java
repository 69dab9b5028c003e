package dev.muster.cli.command;

import dev.muster.core.failure.UserError;

/** {@code -p PORT} or {@code -p LOCAL:REMOTE}. */
record PortMapping(int local, int remote) {
    private static final int HIGHEST = 65535;

    static PortMapping parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length > 2) {
            throw wrong(text);
        }
        return new PortMapping(port(parts[0], text), port(parts[parts.length - 1], text));
    }

    private static int port(String digits, String text) {
        if (!digits.matches("[0-9]{1,5}")) {
            throw wrong(text);
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > HIGHEST) {
            throw wrong(text);
        }
        return port;
    }

    private static UserError wrong(String text) {
        return new UserError("-p: '" + text + "' is no port", "as in -p 8265, or -p 9000:8265 for port 9000 here");
    }
}
