package dev.muster.launcher.provider;

import dev.muster.core.ClusterId;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A provider as the command uses it on the operator's machine, for one config. Every {@link RemoteHost} that it returns connects on first use. */
public interface OperatorSide {
    /** Returns whether the head's machine exists, so that it can be asked. A host that the file lists always exists. */
    default boolean headExists() {
        return true;
    }

    /** Returns the machine of the head: where it is, or where {@code up} will create it. The caller closes it. */
    RemoteHost head();

    /** Returns the root folder on the head's machine, if it is known before the machine is asked. */
    Optional<String> root();

    /**
     * Returns the machines that the operator's machine itself creates and removes: the head's, which {@code up} creates. After the head is gone,
     * {@code down} also removes workers through it.
     */
    NodeProvider machines(ClusterId clusterId);

    /** Returns a node's machine; the caller closes it. */
    RemoteHost node(NodeAddress node);

    /** Returns machines that are surely nodes while the cluster is up, so that connections to them can begin early. */
    default List<RemoteHost> likelyNodes() {
        return List.of();
    }

    /**
     * Returns how the head gets access to its hosts.
     *
     * @param takeOver hosts that the operator takes from another cluster
     */
    default Admission admission(ClusterId clusterId, Collection<String> takeOver) {
        return Admission.NOT_NEEDED;
    }

    /** Returns how everything of a cluster is ended and removed. */
    Teardown teardown(Teardown.Request request);

    /** Returns what {@code cluster check} looks at. Nothing is pinned or changed, and each host is tried once. */
    HostsToCheck hostsToCheck();
}
