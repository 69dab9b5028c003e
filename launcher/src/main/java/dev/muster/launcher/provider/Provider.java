package dev.muster.launcher.provider;

import dev.muster.config.provider.ProviderFormat;
import dev.muster.core.config.ClusterConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * A way to get machines, from the cluster file to the last trace on a host. The format says how the file describes it; {@link OperatorSide} is
 * what the command needs of it on the operator's machine, and {@link HeadSide} what the head needs. Registered as {@link ProviderFormat} is:
 * see {@code docs/recipes/add-a-provider.md}.
 */
public interface Provider extends ProviderFormat {
    /** Opens the provider for a config, on the operator's machine. Connects to nothing. */
    OperatorSide onOperator(ClusterConfig config, OperatorContext context);

    /**
     * Opens the provider on the head, once per start of the head. The function is called for each new config; what the provider knows of its machines
     * outlives a config. It throws {@link dev.muster.core.failure.ClusterException} for a config that it does not support.
     */
    Function<ClusterConfig, HeadSide> onHead(HeadContext context);

    /**
     * Runs once what a head does to reach a machine, for the AOT cache that the build records. Nothing to do if that needs no code of its own.
     *
     * @param folder an existing folder for files that are not needed afterwards
     * @param threads a thread for each task
     */
    default void train(ClusterConfig config, Path folder, Executor threads) throws IOException, InterruptedException {}
}
