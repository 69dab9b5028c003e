package dev.muster.cli.option;

import dev.muster.core.failure.UserError;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The config file or the known cluster that a command line means. Nothing else decides this. */
sealed interface ConfigChoice {
    /** @param otherName replaces the file's {@code cluster_name} */
    record File(Path path, Optional<String> otherName) implements ConfigChoice {}

    /** A cluster that this machine knows by its name. */
    record Known(String name) implements ConfigChoice {}

    /**
     * Takes the first of: CONFIG or {@code -f}; {@code -n} of a known cluster; {@code $CLUSTER_CONFIG}; {@code cluster.yaml} in the folder.
     *
     * @param isKnown whether this machine knows a cluster of that name
     */
    static ConfigChoice of(
            Optional<String> config,
            ClusterReference options,
            Map<String, String> environment,
            Path folder,
            Predicate<String> isKnown) {
        Optional<Path> named = named(config, options.file()).map(folder::resolve);
        if (named.isPresent()) {
            return new File(named.get(), options.name());
        }
        if (options.name().isPresent() && isKnown.test(options.name().get())) {
            return new Known(options.name().get());
        }
        Optional<Path> found = found(environment, folder);
        if (found.isPresent()) {
            return new File(found.get(), options.name());
        }
        throw options.name().map(ConfigChoice::unknownName).orElseGet(ConfigChoice::nothingFound);
    }

    private static Optional<String> named(Optional<String> config, Optional<String> file) {
        if (config.isPresent() && file.isPresent()) {
            throw new UserError("two config files: " + config.get() + " and -f " + file.get(), "name only one");
        }
        return config.or(() -> file);
    }

    private static Optional<Path> found(Map<String, String> environment, Path folder) {
        String variable = environment.getOrDefault("CLUSTER_CONFIG", "");
        if (!variable.isEmpty()) {
            return Optional.of(folder.resolve(variable));
        }
        return Optional.of(folder.resolve("cluster.yaml"))
                .filter(path -> path.toFile().exists());
    }

    private static UserError unknownName(String name) {
        return new UserError(
                "this machine does not know a cluster '" + name + "'",
                "'cluster list' shows the known ones; or name the config file: cluster COMMAND lab.yaml");
    }

    private static UserError nothingFound() {
        return new UserError(
                "no cluster given, and there is no cluster.yaml in this folder",
                "name the file (cluster COMMAND lab.yaml) or a known cluster (-n NAME), or set CLUSTER_CONFIG;"
                        + " 'cluster init' writes a first file");
    }
}
