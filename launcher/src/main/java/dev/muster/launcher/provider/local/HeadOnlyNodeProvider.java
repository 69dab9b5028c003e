package dev.muster.launcher.provider.local;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Gives the command the head's machine and no other. The head itself assigns all other hosts. */
public final class HeadOnlyNodeProvider implements NodeProvider {
    private final Machine machine;
    private final Supplier<RemoteHost> host;

    /** @param address where workers reach the head */
    public HeadOnlyNodeProvider(ClusterConfig config, String name, String address, Supplier<RemoteHost> host) {
        this.machine = machine(config, name, address);
        this.host = host;
    }

    static Machine machine(ClusterConfig config, String name, String address) {
        String type = config.headType();
        return new Machine(NodeKey.HEAD, type, name, address, Machine.State.RUNNING, type, Resources.NONE, Map.of());
    }

    @Override
    public List<Offer> offers() {
        return List.of();
    }

    @Override
    public Creation create(NodeKey key, String type, String offer) {
        return key.isHead()
                ? new Creation.Made(machine)
                : new Creation.CapacityMissing("only the head creates workers");
    }

    @Override
    public List<Machine> machines() {
        return List.of(machine);
    }

    /** Does nothing: the host stays, and {@code down} removes what the cluster left there. */
    @Override
    public void remove(NodeKey key) {}

    @Override
    public RemoteHost connect(Machine machineToConnect) {
        return host.get();
    }
}
