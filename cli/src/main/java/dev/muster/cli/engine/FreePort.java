package dev.muster.cli.engine;

import dev.muster.core.failure.UserError;
import dev.muster.core.port.RemoteHost;

/** Forwards the first port of this machine that is free. */
final class FreePort {
    private static final int TRIES = 20;
    private static final int HIGHEST = 65_535;

    private FreePort() {}

    /** Tries the given port and those after it. Throws the {@code UserError} of the first one if none is free. */
    static RemoteHost.Forward forward(RemoteHost host, int local, int remote) {
        UserError first = null;
        for (int port = local; port < local + TRIES && port <= HIGHEST; port++) {
            try {
                return host.forward(port, remote);
            } catch (UserError e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new IllegalArgumentException("no port " + local) : first;
    }
}
