package dev.muster.core.config;

import java.util.Optional;

/**
 * How hosts are reached.
 *
 * @param privateKey path on the user's machine; it never leaves it
 * @param headPrivateKey path of a key that is on the head already, where authorized_keys is managed from outside
 */
public record AuthConfig(
        Optional<String> user,
        Optional<String> privateKey,
        Optional<String> publicKey,
        Optional<String> proxyCommand,
        Optional<String> headPrivateKey,
        HostKeys hostKeys) {
    public static final AuthConfig NONE = new AuthConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            HostKeys.ACCEPT_NEW);

    /** {@code ACCEPT_NEW}: pinned on first sight. {@code STRICT}: must be known before. */
    public enum HostKeys {
        ACCEPT_NEW,
        STRICT
    }
}
