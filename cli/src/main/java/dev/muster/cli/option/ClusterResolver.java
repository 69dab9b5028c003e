package dev.muster.cli.option;

import dev.muster.cli.console.CommandContext;
import dev.muster.client.ClusterRef;
import dev.muster.client.Clusters;
import dev.muster.client.ConfigFile;
import dev.muster.client.KnownCluster;
import dev.muster.core.Shell;
import dev.muster.core.config.Problem;
import dev.muster.core.failure.InvalidConfig;
import dev.muster.core.failure.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the cluster that a command line means, and reads its config file. */
public final class ClusterResolver {
    private final CommandContext context;

    public ClusterResolver(CommandContext context) {
        this.context = context;
    }

    /**
     * For commands that need no valid config file. If the file has errors, the cluster that it last brought up is meant, and a warning says so.
     */
    public ClusterRef cluster(PositionalArguments arguments, ClusterReference options) {
        return switch (choice(arguments, options)) {
            case ConfigChoice.File(Path path, Optional<String> otherName) -> {
                boolean isNamed =
                        arguments.config().isPresent() || options.file().isPresent();
                otherName.filter(_ -> !isNamed).ifPresent(name -> requireNameOf(path, name));
                yield clusterOf(path, otherName);
            }
            case ConfigChoice.Known(String name) -> new ClusterRef.Known(name);
        };
    }

    /** For commands that look at the config itself: a file with errors is an error. */
    public ClusterRef validCluster(PositionalArguments arguments, ClusterReference options) {
        return switch (choice(arguments, options)) {
            case ConfigChoice.File(Path path, Optional<String> otherName) ->
                new ClusterRef.OfFile(read(path), otherName);
            case ConfigChoice.Known(String name) -> new ClusterRef.Known(name);
        };
    }

    /** A typing error in {@code -n} must not look like a cluster that is not up. Only {@code up} takes a new name. */
    private void requireNameOf(Path path, String name) {
        boolean isOfFile;
        try {
            isOfFile = read(path).config().name().equals(name);
        } catch (InvalidConfig e) {
            isOfFile = false;
        }
        if (!isOfFile) {
            String known = clusters().list().stream().map(KnownCluster::name).collect(Collectors.joining(", "));
            throw new UserError(
                    "this machine does not know a cluster '" + name + "'",
                    (known.isEmpty() ? "" : "known: " + known + "; ")
                            + "for a cluster that another machine brought up, name its config file too");
        }
    }

    private ClusterRef clusterOf(Path path, Optional<String> otherName) {
        try {
            return new ClusterRef.OfFile(read(path), otherName);
        } catch (InvalidConfig e) {
            Path file = path.toAbsolutePath().normalize();
            KnownCluster known = clusters().list().stream()
                    .filter(cluster -> cluster.file().equals(Optional.of(file)))
                    .filter(cluster -> otherName.isEmpty() || otherName.get().equals(cluster.name()))
                    .findFirst()
                    .orElseThrow(() -> e);
            Problem first = e.problems().getFirst();
            context.process()
                    .streams()
                    .err()
                    .println("cluster: warning: " + path.getFileName() + ":" + first.line()
                            + " has an error (to see it: cluster validate " + Shell.quote(path.toString())
                            + "); this is cluster '" + known.name() + "', which the file last brought up");
            return new ClusterRef.Known(known.name());
        }
    }

    /** For commands that need a valid config file. The file of a known cluster is the one that it was last brought up with. */
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
