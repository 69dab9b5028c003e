package dev.muster.launcher.provider.local;

import dev.muster.ssh.SshTarget;
import java.util.Optional;

/**
 * One login as the head dials it, which has nobody's ssh configuration: every name of it is resolved.
 *
 * @param address host name or address that is dialled
 * @param hostKeyAlias name in known_hosts, where the user's configuration gives another one
 */
public record SshRoute(String address, int port, String user, Optional<String> hostKeyAlias) {
    public SshRoute {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("no such port: " + port);
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
