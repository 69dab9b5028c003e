package dev.muster.cli.option;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose a cluster, for every command but {@code logs}. */
public final class ClusterOptions implements ClusterReference {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            order = 80,
            description = "config file of any name")
    private @Nullable String file;

    @Option(
            names = {"-n", "--cluster-name"},
            paramLabel = "NAME",
            order = 81,
            description = "a known cluster (see 'cluster list'); with a config file: override its cluster_name")
    private @Nullable String name;

    @Override
    public Optional<String> file() {
        return Optional.ofNullable(file);
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }
}
