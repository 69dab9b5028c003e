package dev.muster.cli.console;

import dev.muster.client.Clusters;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What every command gets.
 *
 * @param process the streams, environment and clock of this process
 * @param clusters called only by commands that need a cluster, since help and usage errors do not
 * @param argumentsAfterDashes the arguments after {@code --}; empty if there was no {@code --}
 */
public record CommandContext(
        ProcessEnvironment process, Supplier<Clusters> clusters, Optional<List<String>> argumentsAfterDashes) {}
