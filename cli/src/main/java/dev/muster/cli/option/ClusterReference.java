package dev.muster.cli.option;

import java.util.Optional;

/** The options by which a command line can choose a cluster, besides a CONFIG argument. */
public interface ClusterReference {
    Optional<String> file();

    Optional<String> name();
}
