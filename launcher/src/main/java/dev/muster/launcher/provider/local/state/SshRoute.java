package dev.muster.launcher.provider.local.state;

import dev.muster.core.config.AuthConfig;
import dev.muster.ssh.SshTarget;
import java.util.Optional;

/**
 * Describes one login as the head connects to it. The head has no user's ssh configuration, so every name is resolved already.
 *
 * @param address host name or address to connect to
 * @param hostKeyAlias name in known_hosts, if the user's configuration sets another one
 * @param hostKeys whether the head may accept a key that nobody has seen before: what the user's configuration forbids there, it forbids the head too
 */
public record SshRoute(
        String address, int port, String user, Optional<String> hostKeyAlias, AuthConfig.HostKeys hostKeys) {
    /** Creates a login that accepts a key which nobody has seen before. */
    public SshRoute(String address, int port, String user, Optional<String> hostKeyAlias) {
        this(address, port, user, hostKeyAlias, AuthConfig.HostKeys.ACCEPT_NEW);
    }

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
                target.hostKeys().alias(),
                target.hostKeys().strict() ? AuthConfig.HostKeys.STRICT : AuthConfig.HostKeys.ACCEPT_NEW);
    }

    @Override
    public String toString() {
        return user + "@" + address + (port == 22 ? "" : ":" + port);
    }
}
