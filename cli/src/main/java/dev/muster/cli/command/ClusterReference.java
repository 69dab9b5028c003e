package dev.muster.cli.command;

import java.util.Optional;

/** How a command line says which cluster it means, besides by a CONFIG word. */
interface ClusterReference {
    Optional<String> file();

    Optional<String> name();
}
