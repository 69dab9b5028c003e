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
import dev.muster.launcher.provider.local.state.HostAssignments;
import dev.muster.launcher.provider.local.state.HostHolds;
import dev.muster.launcher.provider.local.state.HostPool;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Provides existing hosts as machines. Creating a node assigns a free host of the offer to it; removing the node gives the host back. Hosts of one
 * shape form one offer.
 */
public final class LocalNodeProvider implements NodeProvider {
    private final ClusterConfig config;
    private final LocalHosts hosts;
    private final Map<String, HostConfig> workers;
    private final HostPool pool;
    private final HostAssignments assignments;
    private final HostHolds holds;
    private final Machine head;
    private final Function<String, RemoteHost> connector;
    private final Map<String, Set<String>> offered = new ConcurrentHashMap<>();

    /**
     * @param headAddress address at which workers reach the head
     * @param connector returns the host of a name, which connects at its first use
     */
    public LocalNodeProvider(
            ClusterConfig config,
            LocalHosts hosts,
            PoolMaintenanceRound.Ledger ledger,
            String headAddress,
            Function<String, RemoteHost> connector) {
        this.config = config;
        this.hosts = hosts;
        this.workers = hosts.workers().stream()
                .collect(Collectors.toUnmodifiableMap(HostConfig::host, host -> host, (first, _) -> first));
        this.pool = ledger.pool();
        this.assignments = ledger.assignments();
        this.holds = ledger.holds();
        this.head = HeadOnlyNodeProvider.machine(config, hosts.head().host(), headAddress);
        this.connector = connector;
    }

    @Override
    public List<Offer> offers() {
        Map<String, Offer> offers = new LinkedHashMap<>();
        for (HostConfig host : hosts.workers()) {
            if (isFree(host)) {
                Offer one = offer(host, 1);
                offered.computeIfAbsent(one.id(), _ -> ConcurrentHashMap.newKeySet())
                        .add(host.host());
                offers.merge(one.id(), one, LocalNodeProvider::sum);
            } else if (isKnown(host)) {
                Offer none = offer(host, 0);
                offers.merge(none.id(), none, LocalNodeProvider::sum);
            }
        }
        return List.copyOf(offers.values());
    }

    private static Offer sum(Offer one, Offer other) {
        return new Offer(one.id(), one.type(), one.resources(), one.labels(), one.count() + other.count());
    }

    /** Returns the offer of one host. The same shape has the same id, even after a restart of the head. */
    private Offer offer(HostConfig host, int count) {
        Resources resources = resources(host);
        Map<String, String> labels = labels(host);
        String id = host.nodeType() + "-"
                + Digest.of(host.nodeType(), resources.toString(), new TreeMap<>(labels).toString())
                        .substring(0, 8);
        return new Offer(id, host.nodeType(), resources, labels, count);
    }

    /** Whether its size is known: what such hosts could hold is possible, even while none of them is free. */
    private boolean isKnown(HostConfig host) {
        return config.types().containsKey(host.nodeType())
                && pool.find(host.host()).filter(record -> record.cpus() > 0).isPresent();
    }

    private boolean isFree(HostConfig host) {
        return config.types().containsKey(host.nodeType())
                && !assignments.isAssigned(host.host())
                && pool.find(host.host()).filter(PoolHostRecord::isAuthorised).isPresent()
                && pool.quarantineReason(host.host()).isEmpty()
                && holds.find(host.host()).isEmpty();
    }

    /** Returns the resources of a host: detected ones, overridden by those of its node type, overridden by its own. */
    private Resources resources(HostConfig host) {
        NodeTypeConfig type = config.type(host.nodeType());
        Resources detected =
                pool.find(host.host()).map(LocalNodeProvider::detected).orElse(Resources.NONE);
        Set<String> none = new HashSet<>(type.noResources());
        none.addAll(host.noResources());
        return detected.overriddenBy(type.resources())
                .overriddenBy(host.resources())
                .without(none);
    }

    private static Resources detected(PoolHostRecord record) {
        Resources cpus = record.cpus() > 0 ? Resources.of("CPU", record.cpus()) : Resources.NONE;
        return record.memoryKib() > 0 ? cpus.plus(Resources.of("memory", record.memoryKib() * 1024.0)) : cpus;
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
        Stream<String> candidates = hosts.workers().stream()
                .filter(host -> host.nodeType().equals(type) && isFree(host) && belongsTo(host, offer))
                .map(HostConfig::host);
        return assignments
                .assign(key, type, offer, candidates)
                .<Creation>map(assigned -> new Creation.Made(machine(key, assigned)))
                .orElseGet(() -> new Creation.CapacityMissing("no host of this offer is free any more"));
    }

    private boolean belongsTo(HostConfig host, String offer) {
        return offer(host, 1).id().equals(offer)
                || offered.getOrDefault(offer, Set.of()).contains(host.host());
    }

    @Override
    public List<Machine> machines() {
        List<Machine> machines = new ArrayList<>(List.of(head));
        assignments.all().forEach((key, assigned) -> machines.add(machine(key, assigned)));
        return machines;
    }

    private Machine machine(NodeKey key, HostAssignments.Assigned assigned) {
        Optional<HostConfig> known = Optional.ofNullable(workers.get(assigned.host()));
        return new Machine(
                key,
                assigned.type(),
                assigned.host(),
                pool.find(assigned.host())
                        .map(record -> record.route().address())
                        .orElse(assigned.host()),
                Machine.State.RUNNING,
                assigned.offer(),
                known.map(HostConfig::resources).orElse(Resources.NONE),
                known.map(HostConfig::labels).orElse(Map.of()));
    }

    /** Gives the host back. The set-up's {@code cleanUp} has removed the node from it before. */
    @Override
    public void remove(NodeKey key) {
        assignments.free(key);
    }

    @Override
    public RemoteHost connect(Machine machine) {
        return connector.apply(machine.host());
    }

    /** Returns every host of the config, for the status. */
    public List<StatusView.PoolHost> hosts() {
        return hosts.workers().stream().map(this::row).toList();
    }

    private StatusView.PoolHost row(HostConfig host) {
        String name = host.host();
        Optional<String> quarantine = pool.quarantineReason(name);
        if (assignments.isAssigned(name)) {
            return new StatusView.PoolHost(name, host.nodeType(), PoolHostState.USED, config.name());
        }
        Optional<HostHolds.Hold> hold = holds.find(name);
        if (hold.isPresent()) {
            String why = hold.get().why() + " (since " + hold.get().since() + ")";
            return new StatusView.PoolHost(name, host.nodeType(), PoolHostState.ON_HOLD, why);
        }
        if (quarantine.isPresent()) {
            return new StatusView.PoolHost(name, host.nodeType(), PoolHostState.FAILED, quarantine.get());
        }
        return pool.find(name)
                .map(known -> row(host, known))
                .orElseGet(() -> new StatusView.PoolHost(name, host.nodeType(), PoolHostState.UNKNOWN, ""));
    }

    private StatusView.PoolHost row(HostConfig host, PoolHostRecord known) {
        String name = host.host();
        String probe = pool.describeProbe(name);
        String note = known.note() + (probe.isEmpty() ? "" : " (" + probe + ")");
        return switch (known.state()) {
            case AUTHORISED -> new StatusView.PoolHost(name, host.nodeType(), PoolHostState.FREE, "");
            case HELD -> new StatusView.PoolHost(name, host.nodeType(), PoolHostState.HELD, note);
            case NOT_ADMITTED, FAILED, LEFT ->
                new StatusView.PoolHost(name, host.nodeType(), PoolHostState.FAILED, note);
        };
    }
}
