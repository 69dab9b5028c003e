package dev.muster.ssh.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the cluster file says of a host. ssh would get it on its command line, and conditions of its configuration see it.
 *
 * @param host the name as it is written
 */
record HostQuery(String host, Optional<String> user, OptionalInt port) {
    static HostQuery of(String host) {
        return new HostQuery(host, Optional.empty(), OptionalInt.empty());
    }
}
