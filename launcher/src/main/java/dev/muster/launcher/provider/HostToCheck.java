package dev.muster.launcher.provider;

import dev.muster.core.port.RemoteHost;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A host that is to be looked at; closing ends its connection.
 *
 * @param newKey fingerprint of its host key where nobody had seen it before; asked after the connection
 */
public record HostToCheck(CheckedHost member, RemoteHost host, Supplier<Optional<String>> newKey)
        implements AutoCloseable {
    @Override
    public void close() {
        host.close();
    }
}
