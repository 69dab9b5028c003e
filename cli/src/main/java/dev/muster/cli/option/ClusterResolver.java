package dev.muster.cli.option;

import dev.muster.cli.console.CommandContext;
import dev.muster.client.ClusterRef;
import dev.muster.client.Clusters;
import dev.muster.client.ConfigFile;
import dev.muster.client.KnownCluster;
import dev.muster.core.failure.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the cluster that a command line means, and reads its config file. */
public final class ClusterResolver {
    private final CommandContext context;

    public ClusterResolver(CommandContext context) {
        this.context = context;
    }

    public ClusterRef cluster(PositionalArguments arguments, ClusterReference options) {
        return switch (choice(arguments, options)) {
            case ConfigChoice.File(Path path, Optional<String> otherName) ->
                new ClusterRef.OfFile(read(path), otherName);
            case ConfigChoice.Known(String name) -> new ClusterRef.Known(name);
        };
    }

    /** For commands that need a config file. The file of a known cluster is the one that it was last brought up with. */
    public ClusterRef.OfFile withFile(PositionalArguments arguments, ClusterReference options) {
        return switch (choice(arguments, options)) {
            case ConfigChoice.File(Path path, Optional<String> otherName) ->
                new ClusterRef.OfFile(read(path), otherName);
            case ConfigChoice.Known(String name) -> new ClusterRef.OfFile(read(fileOf(name)), Optional.of(name));
        };
    }

    private ConfigFile read(Path path) {
        if (!Files.exists(path)) {
            throw new UserError("config file " + path + " does not exist", "'cluster init' writes a first one");
        }
        return clusters().read(path.toAbsolutePath().normalize());
    }

    private ConfigChoice choice(PositionalArguments arguments, ClusterReference options) {
        return ConfigChoice.of(
                arguments.config(),
                options,
                context.process().environment(),
                context.process().folder(),
                name -> known(name).isPresent());
    }

    private Path fileOf(String name) {
        return known(name)
                .flatMap(KnownCluster::file)
                .orElseThrow(() -> new UserError(
                        "this machine does not know the config file of cluster '" + name + "'",
                        "name the file: cluster COMMAND lab.yaml"));
    }

    private Optional<KnownCluster> known(String name) {
        return clusters().list().stream()
                .filter(cluster -> cluster.name().equals(name))
                .findFirst();
    }

    private Clusters clusters() {
        return context.clusters().get();
    }
}
