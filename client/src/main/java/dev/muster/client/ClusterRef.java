package dev.muster.client;

import dev.muster.core.Shell;
import java.util.Optional;

/** Names the cluster that a call works on: by a config file, or by the name under which this machine stored it. */
public sealed interface ClusterRef {
    /** Returns the cluster's name. */
    String name();

    /** Returns a command that works on this cluster when it is typed in any folder, such as {@code cluster down -n lab}. */
    String command(String verb);

    /**
     * The cluster of a config file.
     *
     * @param file the file, already read
     * @param otherName the value of {@code -n}, which replaces the file's {@code cluster_name}
     */
    record OfFile(ConfigFile file, Optional<String> otherName) implements ClusterRef {
        @Override
        public String name() {
            return otherName.orElseGet(() -> file.config().name());
        }

        @Override
        public String command(String verb) {
            return "cluster " + verb + " " + Shell.quote(file.path().toString())
                    + otherName.map(name -> " -n " + Shell.quote(name)).orElse("");
        }
    }

    /** A cluster that this machine knows: see {@link Clusters#list}. */
    record Known(String name) implements ClusterRef {
        @Override
        public String command(String verb) {
            return "cluster " + verb + " -n " + Shell.quote(name);
        }
    }
}
