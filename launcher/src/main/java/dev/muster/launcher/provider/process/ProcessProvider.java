package dev.muster.launcher.provider.process;

import dev.muster.config.provider.ProcessFormat;
import dev.muster.core.config.ClusterConfig;
import dev.muster.launcher.provider.HeadContext;
import dev.muster.launcher.provider.HeadSide;
import dev.muster.launcher.provider.OperatorContext;
import dev.muster.launcher.provider.OperatorSide;
import dev.muster.launcher.provider.Provider;
import java.nio.file.Path;
import java.util.function.Function;

/** The provider {@code process} runs every node as a set of processes on one machine. */
public final class ProcessProvider extends ProcessFormat implements Provider {
    @Override
    public OperatorSide onOperator(ClusterConfig config, OperatorContext context) {
        Path root = config.provider()
                .stateDir()
                .map(Path::of)
                .orElseGet(() -> context.state().resolve("process"));
        return new ProcessOperatorSide(config, root);
    }

    @Override
    public Function<ClusterConfig, HeadSide> onHead(HeadContext context) {
        return config -> {
            ProcessNodeProvider machines = new ProcessNodeProvider(context.clusterId(), config, context.root());
            return () -> machines;
        };
    }
}
