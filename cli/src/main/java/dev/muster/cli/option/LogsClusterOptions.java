package dev.muster.cli.option;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose a cluster for {@code logs}, where {@code -f} means {@code --follow}. */
public final class LogsClusterOptions implements ClusterReference {
    @Option(names = "--file", paramLabel = "FILE", order = 80, description = "config file of any name")
    private @Nullable String file;

    @Option(
            names = {"-n", "--cluster-name"},
            paramLabel = "NAME",
            order = 81,
            description = "a known cluster (see 'cluster list')")
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
