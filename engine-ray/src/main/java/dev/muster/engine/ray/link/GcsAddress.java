package dev.muster.engine.ray.link;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How Ray's GCS is reached.
 *
 * @param address {@code host:port}
 * @param tokenFile returns the file that holds the token now; empty if Ray runs without one
 */
record GcsAddress(String address, Supplier<Optional<Path>> tokenFile) {
    GcsAddress {
        if (host(address).isEmpty() || port(address) < 1 || port(address) > 65_535) {
            throw new IllegalArgumentException("not an address of Ray's head: '" + address + "' (expected host:port)");
        }
    }

    /** Returns the host, without the brackets of an IPv6 address. */
    String host() {
        return host(address);
    }

    int port() {
        return port(address);
    }

    private static String host(String address) {
        String host = address.substring(0, Math.max(0, address.lastIndexOf(':')));
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(String address) {
        try {
            return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    @Override
    public String toString() {
        return address;
    }
}
