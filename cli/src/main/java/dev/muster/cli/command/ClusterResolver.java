package dev.muster.cli.command;

import dev.muster.client.ClusterRef;
import dev.muster.client.Clusters;
import dev.muster.client.ConfigFile;
import dev.muster.client.KnownCluster;
import dev.muster.core.failure.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** From the words of a command line to the cluster they mean. */
final class ClusterResolver {
    private final CommandContext context;

    ClusterResolver(CommandContext context) {
        this.context = context;
    }

    ClusterRef cluster(PositionalWords words, ClusterReference options) {
        return switch (choice(words, options)) {
            case ConfigChoice.File(Path path, Optional<String> otherName) ->
                new ClusterRef.OfFile(read(path), otherName);
            case ConfigChoice.Known(String name) -> new ClusterRef.Known(name);
        };
    }

    /** For what needs the file itself: a known cluster's is the one it was brought up with. */
    ClusterRef.OfFile withFile(PositionalWords words, ClusterReference options) {
        return switch (choice(words, options)) {
            case ConfigChoice.File(Path path, Optional<String> otherName) ->
                new ClusterRef.OfFile(read(path), otherName);
            case ConfigChoice.Known(String name) -> new ClusterRef.OfFile(read(fileOf(name)), Optional.of(name));
        };
    }

    ConfigFile read(Path path) {
        if (!Files.exists(path)) {
            throw new UserError("there is no file " + path);
        }
        return clusters().read(path.toAbsolutePath().normalize());
    }

    private ConfigChoice choice(PositionalWords words, ClusterReference options) {
        return ConfigChoice.of(
                words.config(),
                options,
                context.surroundings().environment(),
                context.surroundings().folder(),
                name -> known(name).isPresent());
    }

    private Path fileOf(String name) {
        return known(name)
                .flatMap(KnownCluster::file)
                .orElseThrow(() -> new UserError(
                        "the config file of cluster '" + name + "' is not known to this machine", "give the file"));
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
