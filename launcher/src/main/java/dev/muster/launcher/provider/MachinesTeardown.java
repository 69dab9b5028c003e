package dev.muster.launcher.provider;

import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.status.HostCheck;
import dev.muster.launcher.bootstrap.EndProcessesScript;
import dev.muster.launcher.bootstrap.HostFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tears down a cluster whose provider creates machines on demand: ends what runs on the head's machine, then removes every machine with its disk, the
 * head's last. If all nodes are on one machine, which stays, its root folder is cleared too.
 */
public final class MachinesTeardown implements Teardown {
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(5);
    private static final List<String> CHECKED = List.of("processes", "folders");

    private final ClusterConfig config;
    private final Request request;
    private final Optional<ClusterId> clusterId;
    private final Optional<NodeProvider> provider;
    /** The machines at the beginning: the head removes its workers' before {@link #clear}, and the report names them too. */
    private final List<Machine> found;

    /** Lists the cluster's machines, and changes nothing. */
    public MachinesTeardown(OperatorSide side, ClusterConfig config, Request request) {
        this.config = config;
        this.request = request;
        this.clusterId = request.headFacts()
                .map(HostFacts::clusterId)
                .filter(id -> !id.isEmpty())
                .map(ClusterId::new)
                .or(request::clusterId);
        this.provider = clusterId.map(side::machines);
        this.found = provider.map(NodeProvider::machines).orElse(List.of());
    }

    @Override
    public List<Target> targets() {
        return found.stream()
                .map(machine -> new Target(machine.key().value(), machine.host(), "up"))
                .toList();
    }

    @Override
    public List<String> saveLogs(Path folder) throws InterruptedException {
        if (provider.isEmpty() || request.headFacts().isEmpty()) {
            return List.of();
        }
        LogArchives logs = new LogArchives(folder, config.name());
        for (Machine machine : found) {
            logs.save(provider.get(), machine, folders(request.headFacts().get()));
        }
        return List.of();
    }

    @Override
    public Result clear(Set<String> doubtful) throws InterruptedException {
        List<String> leftovers = new ArrayList<>();
        if (clusterId.isPresent() && !found.isEmpty() && request.headFacts().isPresent()) {
            leftovers.addAll(endProcesses(clusterId.get(), request.headFacts().get()));
        }
        provider.ifPresent(MachinesTeardown::remove);
        if (request.headFacts().isPresent() && config.provider().isOneMachine()) {
            leftovers.addAll(
                    new HostCleanup(request.head(), request.headFacts().get().root(), config.name())
                            .clear(request.keepCache()));
        }
        return new Result(checks(leftovers), List.of());
    }

    private List<String> endProcesses(ClusterId id, HostFacts facts) throws InterruptedException {
        List<String> folders = found.stream()
                .map(machine -> folders(facts).node(machine.key()))
                .toList();
        return EndProcessesScript.run(request.head(), EndProcessesScript.all(id), folders, GRACE_PERIOD);
    }

    private static void remove(NodeProvider provider) {
        provider.machines().stream()
                .map(Machine::key)
                .filter(key -> !key.isHead())
                .forEach(provider::remove);
        provider.remove(NodeKey.HEAD);
    }

    private NodeFolders folders(HostFacts facts) {
        return new NodeFolders(facts.root(), config.name());
    }

    private List<HostCheck> checks(List<String> leftovers) {
        if (found.isEmpty()) {
            return List.of();
        }
        List<String> nodes =
                found.stream().map(machine -> machine.key().value()).toList();
        HostCheck.Result result = leftovers.isEmpty() ? HostCheck.Result.CLEAN : HostCheck.Result.LEFTOVERS;
        return List.of(new HostCheck(request.head().name(), nodes, result, CHECKED, leftovers, ""));
    }
}
