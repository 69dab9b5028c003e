package dev.muster.cli.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster, for {@code logs}, where {@code -f} means to follow. */
final class LogsClusterOptions implements ClusterReference {
    @Option(names = "--file", paramLabel = "FILE", order = 80, description = "the config file, whatever its name")
    @Nullable
    String file;

    @Option(
            names = {"-n", "--cluster-name"},
            paramLabel = "NAME",
            order = 81,
            description = "a cluster that this machine knows")
    @Nullable
    String name;

    @Override
    public Optional<String> file() {
        return Optional.ofNullable(file);
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }
}
