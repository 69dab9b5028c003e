package dev.muster.cli.command;

import dev.muster.cli.console.ProcessEnvironment;
import dev.muster.client.Clusters;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What every command gets.
 *
 * @param clusters made when first asked for: help and usage errors need none
 * @param wordsAfterDashes what stood after {@code --}; empty where there was no {@code --}
 */
public record CommandContext(
        ProcessEnvironment surroundings, Supplier<Clusters> clusters, Optional<List<String>> wordsAfterDashes) {}
