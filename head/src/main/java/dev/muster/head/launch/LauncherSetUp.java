package dev.muster.head.launch;

import dev.muster.core.Machine;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import dev.muster.head.port.NodeSetUp;
import dev.muster.head.port.StepListener;
import dev.muster.launcher.Marker;
import dev.muster.launcher.NodeFolders;
import dev.muster.launcher.bootstrap.NodeSpec;
import dev.muster.launcher.bootstrap.WorkerBootstrap;
import dev.muster.launcher.cluster.EndScript;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sets nodes up by the launcher's bootstrap, and ends them by its script. */
final class LauncherSetUp implements NodeSetUp {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HeadContext context;
    private final NodeProvider provider;
    private final Optional<String> root;

    /** @param root of ours on every machine, where it is known before one is asked */
    LauncherSetUp(HeadContext context, NodeProvider provider, Optional<String> root) {
        this.context = context;
        this.provider = provider;
        this.root = root;
    }

    @Override
    public void setUp(Machine machine, ClusterConfig config, StepListener listener) throws InterruptedException {
        NodeSpec spec = new NodeSpec(
                context.clusterId(),
                config,
                machine,
                context.bundle(),
                context.secrets().get());
        try (RemoteHost host = provider.connect(machine)) {
            new WorkerBootstrap(listener, context.time(), context.enrolment()::enrol)
                    .run(spec, host, root, context.contact().get(), listener.output());
        }
    }

    /** What is left of processes is told; folders go with the machine. */
    @Override
    public void cleanUp(Machine machine, boolean force) throws InterruptedException {
        Marker marker = new Marker(context.clusterId(), machine.key());
        try (RemoteHost host = provider.connect(machine)) {
            List<String> left =
                    EndScript.run(host, EndScript.one(marker), folders(machine), force ? Duration.ZERO : PATIENCE);
            if (!left.isEmpty()) {
                throw new RemoteFailure(
                        machine.host(), "processes of " + machine.key() + " do not end", "", true, left);
            }
        }
    }

    private List<String> folders(Machine machine) {
        return root.map(there -> new NodeFolders(there, context.cluster()).node(machine.key())).stream()
                .toList();
    }
}
