package dev.muster.cli.command;

import dev.muster.core.failure.UserError;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which file, or which known cluster, a command line means: the one place where this is decided. */
sealed interface ConfigChoice {
    /** @param otherName replaces the file's {@code cluster_name} */
    record File(Path path, Optional<String> otherName) implements ConfigChoice {}

    record Known(String name) implements ConfigChoice {}

    /**
     * What was given wins over what is found: CONFIG or {@code -f}, then {@code -n} of a known cluster, then {@code $CLUSTER_CONFIG}, then {@code
     * cluster.yaml} in the folder.
     *
     * @param isKnown whether this machine knows a cluster of that name
     */
    static ConfigChoice of(
            Optional<String> config,
            ClusterReference options,
            Map<String, String> environment,
            Path folder,
            Predicate<String> isKnown) {
        Optional<Path> given = given(config, options.file()).map(folder::resolve);
        if (given.isPresent()) {
            return new File(given.get(), options.name());
        }
        if (options.name().isPresent() && isKnown.test(options.name().get())) {
            return new Known(options.name().get());
        }
        Optional<Path> found = found(environment, folder);
        if (found.isPresent()) {
            return new File(found.get(), options.name());
        }
        throw options.name().map(ConfigChoice::unknown).orElseGet(ConfigChoice::nothingGiven);
    }

    private static Optional<String> given(Optional<String> config, Optional<String> file) {
        if (config.isPresent() && file.isPresent()) {
            throw new UserError("two config files: " + config.get() + " and -f " + file.get(), "give one");
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

    private static UserError unknown(String name) {
        return new UserError(
                "this machine knows no cluster '" + name + "'",
                "'cluster list' shows those it knows; or give the config file: cluster COMMAND lab.yaml");
    }

    private static UserError nothingGiven() {
        return new UserError(
                "which cluster? There is no cluster.yaml in this folder",
                "give the file (cluster COMMAND lab.yaml), -n NAME of a known cluster, or set CLUSTER_CONFIG;"
                        + " 'cluster init' writes a first file");
    }
}
