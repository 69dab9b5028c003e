package dev.muster.launcher.provider;

import dev.muster.core.Machine;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.NodeSetUp;
import dev.muster.core.port.PoolMaintenance;
import dev.muster.core.status.StatusView.PoolHost;
import java.util.List;
import java.util.Optional;

/** A provider as the head uses it, for one config. */
public interface HeadSide {
    /** Returns the source of machines. */
    NodeProvider machines();

    /**
     * Returns how a machine becomes a node.
     *
     * @param bootstrap the steps that are common to all providers
     */
    default NodeSetUp setUp(NodeSetUp bootstrap) {
        return bootstrap;
    }

    /** Returns the hosts that exist whether or not they are nodes, for the status. Answers from memory, at once. */
    default List<PoolHost> hosts() {
        return List.of();
    }

    /** Returns a node's folder on its machine; empty if it is below the head's root. */
    default Optional<String> folder(Machine machine) {
        return Optional.empty();
    }

    /** Returns the regular work that hosts need besides their nodes. */
    default PoolMaintenance maintenance() {
        return PoolMaintenance.NONE;
    }
}
