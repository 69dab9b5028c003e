package dev.muster.benchmarks.scale;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.NodeSetUp;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.StepListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Machines that are there at once and need no set-up: their daemons are started by whoever watches the head's events. */
final class InstantMachines implements NodeProvider, NodeSetUp {
    private static final String TYPE = "worker";

    private final int most;
    private final Map<NodeKey, Machine> machines = new ConcurrentHashMap<>();

    InstantMachines(int most) {
        this.most = most;
    }

    @Override
    public List<Offer> offers() {
        int left = Math.max(0, most - machines.size());
        return List.of(new Offer(TYPE, TYPE, Resources.of("CPU", 4), Map.of(), left));
    }

    @Override
    public Creation create(NodeKey key, String type, String offer) {
        return new Creation.Made(machines.computeIfAbsent(
                key,
                _ -> new Machine(
                        key,
                        type,
                        "vm-" + key,
                        "127.0.0.1",
                        Machine.State.RUNNING,
                        offer,
                        Resources.of("CPU", 4),
                        Map.of())));
    }

    @Override
    public List<Machine> machines() {
        return List.copyOf(machines.values());
    }

    @Override
    public void remove(NodeKey key) {
        machines.remove(key);
    }

    @Override
    public RemoteHost connect(Machine machine) {
        throw new UnsupportedOperationException("nothing runs on such a machine");
    }

    @Override
    public void setUp(Machine machine, ClusterConfig config, StepListener listener) {}

    @Override
    public void cleanUp(Machine machine, boolean force) {}
}
