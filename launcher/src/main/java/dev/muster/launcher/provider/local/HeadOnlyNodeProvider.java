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

/** The pool as the command sees it: the head's machine. All others are the head's to give. */
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
                : new Creation.CapacityMissing("workers are the head's to make");
    }

    @Override
    public List<Machine> machines() {
        return List.of(machine);
    }

    /** The host stays; what the cluster left on it is cleared through its connection. */
    @Override
    public void remove(NodeKey key) {}

    @Override
    public RemoteHost connect(Machine asked) {
        return host.get();
    }
}
