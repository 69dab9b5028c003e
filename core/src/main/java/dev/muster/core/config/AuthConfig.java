package dev.muster.core.config;

import java.util.Optional;

/**
 * How hosts are reached.
 *
 * @param privateKey path on the user's machine; the key is never copied
 * @param headPrivateKey path of a key that is already on the head, for sites that manage authorized_keys themselves
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

    /** {@code ACCEPT_NEW}: record an unknown host key. {@code STRICT}: reject it. */
    public enum HostKeys {
        ACCEPT_NEW,
        STRICT
    }
}
