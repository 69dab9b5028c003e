package dev.muster.launcher.provider;

import dev.muster.core.port.RemoteHost;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A host that {@code cluster check} looks at. Closing it ends its connection.
 *
 * @param newKey returns the fingerprint of its host key if nobody had seen it before; ask after the connection
 */
public record HostToCheck(CheckedHost member, RemoteHost host, Supplier<Optional<String>> newKey)
        implements AutoCloseable {
    @Override
    public void close() {
        host.close();
    }
}
