package dev.muster.launcher.provider.local;

import dev.muster.config.provider.LocalHosts;
import dev.muster.core.Digest;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.status.PoolHostState;
import dev.muster.core.status.StatusView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Machines that exist, as the head gives them: a node is made by choosing a free host of its offer, and removed by giving the host back. Hosts of one shape
 * are one offer.
 */
public final class LocalNodeProvider implements NodeProvider {
    private final ClusterConfig config;
    private final LocalHosts hosts;
    private final HostPool pool;
    private final HostAssignments assignments;
    private final Machine head;
    private final Function<String, RemoteHost> connector;
    private final Map<String, Set<String>> given = new ConcurrentHashMap<>();

    /**
     * @param headAddress where workers reach the head
     * @param connector from a host's name in the file to a way to it
     */
    public LocalNodeProvider(
            ClusterConfig config,
            LocalHosts hosts,
            HostPool pool,
            HostAssignments assignments,
            String headAddress,
            Function<String, RemoteHost> connector) {
        this.config = config;
        this.hosts = hosts;
        this.pool = pool;
        this.assignments = assignments;
        this.head = HeadOnlyNodeProvider.machine(config, hosts.head().host(), headAddress);
        this.connector = connector;
    }

    @Override
    public List<Offer> offers() {
        Map<String, Offer> offers = new LinkedHashMap<>();
        for (HostConfig host : hosts.workers()) {
            if (isFree(host)) {
                Offer one = offer(host);
                given.computeIfAbsent(one.id(), _ -> ConcurrentHashMap.newKeySet())
                        .add(host.host());
                offers.merge(one.id(), one, LocalNodeProvider::together);
            }
        }
        return List.copyOf(offers.values());
    }

    private static Offer together(Offer one, Offer other) {
        return new Offer(one.id(), one.type(), one.resources(), one.labels(), one.count() + other.count());
    }

    /** The same shape has the same id, also after the head started again. */
    private Offer offer(HostConfig host) {
        Resources resources = resources(host);
        Map<String, String> labels = labels(host);
        String id = host.nodeType() + "-"
                + Digest.of(host.nodeType(), resources.toString(), new TreeMap<>(labels).toString())
                        .substring(0, 8);
        return new Offer(id, host.nodeType(), resources, labels, 1);
    }

    private boolean isFree(HostConfig host) {
        return config.types().containsKey(host.nodeType())
                && pool.reach(host.host()).filter(PoolHostRecord::isAuthorised).isPresent()
                && pool.trouble(host.host()).isEmpty()
                && !assignments.isAssigned(host.host());
    }

    /** What was found, then what is declared for its type, then for this host. */
    private Resources resources(HostConfig host) {
        NodeTypeConfig type = config.type(host.nodeType());
        Resources found = pool.reach(host.host()).map(LocalNodeProvider::found).orElse(Resources.NONE);
        Set<String> none = new HashSet<>(type.noResources());
        none.addAll(host.noResources());
        return found.overriddenBy(type.resources())
                .overriddenBy(host.resources())
                .without(none);
    }

    private static Resources found(PoolHostRecord reach) {
        Resources cpus = reach.cpus() > 0 ? Resources.of("CPU", reach.cpus()) : Resources.NONE;
        return reach.memoryKib() > 0 ? cpus.plus(Resources.of("memory", reach.memoryKib() * 1024.0)) : cpus;
    }

    private Map<String, String> labels(HostConfig host) {
        Map<String, String> labels = new TreeMap<>(config.type(host.nodeType()).labels());
        labels.putAll(host.labels());
        return labels;
    }

    @Override
    public Creation create(NodeKey key, String type, String offer) {
        if (key.isHead()) {
            return new Creation.Made(head);
        }
        List<String> candidates = hosts.workers().stream()
                .filter(host -> host.nodeType().equals(type) && isFree(host) && isOf(host, offer))
                .map(HostConfig::host)
                .toList();
        return assignments
                .assign(key, type, offer, candidates)
                .<Creation>map(assigned -> new Creation.Made(machine(key, assigned)))
                .orElseGet(() -> new Creation.CapacityMissing("no host of this kind is free any more"));
    }

    private boolean isOf(HostConfig host, String offer) {
        return offer(host).id().equals(offer)
                || given.getOrDefault(offer, Set.of()).contains(host.host());
    }

    @Override
    public List<Machine> machines() {
        List<Machine> machines = new ArrayList<>(List.of(head));
        assignments.all().forEach((key, assigned) -> machines.add(machine(key, assigned)));
        return machines;
    }

    private Machine machine(NodeKey key, HostAssignments.Assigned assigned) {
        Optional<HostConfig> known = hosts.workers().stream()
                .filter(host -> host.host().equals(assigned.host()))
                .findFirst();
        return new Machine(
                key,
                assigned.type(),
                assigned.host(),
                pool.reach(assigned.host()).map(reach -> reach.way().address()).orElse(assigned.host()),
                Machine.State.RUNNING,
                assigned.offer(),
                known.map(HostConfig::resources).orElse(Resources.NONE),
                known.map(HostConfig::labels).orElse(Map.of()));
    }

    /** The host was cleaned before, see the set-up's {@code cleanUp}: it is free for the next. */
    @Override
    public void remove(NodeKey key) {
        assignments.free(key);
    }

    @Override
    public RemoteHost connect(Machine machine) {
        return connector.apply(machine.host());
    }

    /** Every host of the file, for the status. */
    public List<StatusView.PoolHost> hosts() {
        return hosts.workers().stream().map(this::row).toList();
    }

    private StatusView.PoolHost row(HostConfig host) {
        String name = host.host();
        Optional<String> trouble = pool.trouble(name);
        if (assignments.isAssigned(name)) {
            return new StatusView.PoolHost(name, host.nodeType(), PoolHostState.USED, config.name());
        }
        if (trouble.isPresent()) {
            return new StatusView.PoolHost(name, host.nodeType(), PoolHostState.FAILED, trouble.get());
        }
        return pool.reach(name)
                .map(known -> row(host, known))
                .orElseGet(() -> new StatusView.PoolHost(name, host.nodeType(), PoolHostState.UNKNOWN, ""));
    }

    private static StatusView.PoolHost row(HostConfig host, PoolHostRecord known) {
        String name = host.host();
        return switch (known.state()) {
            case AUTHORISED -> new StatusView.PoolHost(name, host.nodeType(), PoolHostState.FREE, "");
            case HELD -> new StatusView.PoolHost(name, host.nodeType(), PoolHostState.HELD, known.note());
            case NOT_ADMITTED, FAILED, LEFT ->
                new StatusView.PoolHost(
                        name, host.nodeType(), PoolHostState.FAILED, known.note() + " (at " + known.since() + ")");
        };
    }
}
