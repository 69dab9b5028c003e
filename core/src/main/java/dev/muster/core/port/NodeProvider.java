package dev.muster.core.port;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import java.util.List;

/**
 * Makes and removes machines. One contract for machines that exist (a pool of hosts), that are made here (processes) or bought (a cloud).
 *
 * <p>The node key is tag and idempotency token: it exists, committed, before the first call. Answers may come late, twice or never;
 * therefore every call may be repeated, and {@link #machines} is asked again rather than believed once. Every method may throw {@link
 * dev.muster.core.failure.ProviderFailure}, which says whether a repeat can help; the caller decides about the repeat, never the provider.
 */
public interface NodeProvider {
    /** What can still be made now. Cheap: called at every tick. */
    List<Offer> offers();

    /**
     * Makes a machine for this key, or finds the one that it has already: at most one machine ever bears a key. It may still be {@code
     * PENDING} when this returns.
     */
    Creation create(NodeKey key, String type, String offer);

    /** All machines of this cluster that exist or are being made or ended, the head's too. May lag behind {@link #create}. */
    List<Machine> machines();

    /** Ends the machine or gives it back; nothing of the cluster is left on it. A key that no machine bears is already gone: no error. */
    void remove(NodeKey key);

    /** A way to run commands on a machine; the caller closes it. Connects at the first command, not here. */
    RemoteHost connect(Machine machine);

    sealed interface Creation {
        record Made(Machine machine) implements Creation {}

        /** The offer is used up or the host was lost to somebody else: normal, not an error. */
        record CapacityMissing(String reason) implements Creation {}
    }
}
