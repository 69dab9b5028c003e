package dev.muster.client;

import java.util.Optional;

/** Which cluster is meant. */
public sealed interface ClusterRef {
    /** For messages. */
    String name();

    /** @param otherName of {@code -n}: replaces the file's {@code cluster_name} */
    record OfFile(ConfigFile file, Optional<String> otherName) implements ClusterRef {
        @Override
        public String name() {
            return otherName.orElseGet(() -> file.config().name());
        }
    }

    /** One that this machine knows: see {@link Clusters#list}. */
    record Known(String name) implements ClusterRef {}
}
