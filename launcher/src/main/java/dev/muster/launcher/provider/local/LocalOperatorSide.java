package dev.muster.launcher.provider.local;

import dev.muster.config.provider.LocalHosts;
import dev.muster.core.ClusterId;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.provider.Admission;
import dev.muster.launcher.provider.CheckedHost;
import dev.muster.launcher.provider.HostToCheck;
import dev.muster.launcher.provider.HostsToCheck;
import dev.muster.launcher.provider.OperatorContext;
import dev.muster.launcher.provider.OperatorSide;
import dev.muster.launcher.provider.RouteProblem;
import dev.muster.launcher.provider.RouteProblems;
import dev.muster.launcher.provider.Teardown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the command its pool of hosts, with the operator's keys, agent and SSH configuration. */
final class LocalOperatorSide implements OperatorSide {
    private static final int MAX_EARLY_CONNECTIONS = 32;

    private final ClusterConfig config;
    private final LocalHosts pool;
    private final OperatorContext context;
    private final OperatorHostConnector hosts;

    LocalOperatorSide(ClusterConfig config, LocalHosts pool, OperatorContext context) {
        this.config = config;
        this.pool = pool;
        this.context = context;
        this.hosts = new OperatorHostConnector(context, config, pool);
    }

    @Override
    public RemoteHost head() {
        return hosts.head().host();
    }

    @Override
    public Optional<String> root() {
        return pool.stateDir();
    }

    @Override
    public NodeProvider machines(ClusterId clusterId) {
        return new HeadOnlyNodeProvider(config, pool.head().host(), hosts.headAddress(), this::head);
    }

    @Override
    public RemoteHost node(NodeAddress node) {
        return hosts.named(node.machine().host()).host();
    }

    /** Returns no hosts if fewer nodes than hosts may be up, because then nobody knows which hosts are nodes. */
    @Override
    public List<RemoteHost> likelyNodes() {
        return config.minWorkers() < pool.workers().size()
                ? List.of()
                : hosts.workers().stream()
                        .limit(MAX_EARLY_CONNECTIONS)
                        .map(PoolHost::host)
                        .toList();
    }

    @Override
    public Admission admission(ClusterId clusterId, Collection<String> takeOver) {
        return new PoolAdmission(hosts, clusterId, config.auth().headPrivateKey(), takeOver, context.time());
    }

    @Override
    public Teardown teardown(Teardown.Request request) {
        return new PoolTeardown(hosts, config.name(), request, context.time());
    }

    @Override
    public HostsToCheck hostsToCheck() {
        OperatorHostConnector connector = OperatorHostConnector.forCheck(context, config, pool);
        List<HostToCheck> all = new ArrayList<>(List.of(toCheck(connector, connector.head(), pool.head(), true)));
        List<PoolHost> workers = connector.workers();
        for (int i = 0; i < workers.size(); i++) {
            all.add(toCheck(connector, workers.get(i), pool.workers().get(i), false));
        }
        return new HostsToCheck(
                all, pool.stateDir(), connector.headAddress(), routes(workers, connector.headAddress()));
    }

    private static RouteProblems routes(List<PoolHost> workers, String headAddress) {
        return new RouteProblems(
                SameMachines.thisMachine(),
                problems(workers, headAddress, true),
                problems(workers, headAddress, false));
    }

    private static Map<String, RouteProblem> problems(List<PoolHost> workers, String headAddress, boolean isHeadHere) {
        Map<String, RouteProblem> problems = new HashMap<>();
        workers.forEach(host -> LoopbackAddresses.problem(host, headAddress, isHeadHere)
                .ifPresent(problem -> problems.put(host.target().name(), problem)));
        return problems;
    }

    private static HostToCheck toCheck(
            OperatorHostConnector connector, PoolHost host, HostConfig config, boolean isHead) {
        CheckedHost checked = new CheckedHost(
                config.host(),
                config.nodeType(),
                isHead,
                host.target().address(),
                host.target().port(),
                host.jumps().stream().findFirst().map(jump -> new CheckedHost.Dialled(jump.address(), jump.port())));
        return new HostToCheck(checked, host.host(), () -> connector.newKey(host.target()));
    }
}
