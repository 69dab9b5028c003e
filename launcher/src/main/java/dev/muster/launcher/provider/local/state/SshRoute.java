package dev.muster.launcher.provider.local.state;

import dev.muster.ssh.SshTarget;
import java.util.Optional;

/**
 * Describes one login as the head connects to it. The head has no user's ssh configuration, so every name is resolved already.
 *
 * @param address host name or address to connect to
 * @param hostKeyAlias name in known_hosts, if the user's configuration sets another one
 */
public record SshRoute(String address, int port, String user, Optional<String> hostKeyAlias) {
    public SshRoute {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    public static SshRoute to(SshTarget target) {
        return new SshRoute(
                target.address(),
                target.port(),
                target.user(),
                target.hostKeys().alias());
    }

    @Override
    public String toString() {
        return user + "@" + address + (port == 22 ? "" : ":" + port);
    }
}
