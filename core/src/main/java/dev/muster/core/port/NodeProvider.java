package dev.muster.core.port;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import java.util.List;

/**
 * Creates and removes machines. The same contract covers existing machines (a pool of hosts), local ones (processes) and rented ones (a
 * cloud).
 *
 * <p>The node key is the machine's tag and the idempotency token. The head commits it before the first call. Answers may come late, twice or never, so
 * every call may be repeated, and callers ask {@link #machines} again. Every method may throw {@link
 * dev.muster.core.failure.ProviderFailure}, which says whether a repeat can help. The caller decides about the repeat, never the provider.
 */
public interface NodeProvider {
    /** Returns the machines that can be created now. This must be cheap: it is called in every iteration of the control loop. */
    List<Offer> offers();

    /**
     * Creates a machine for this key, or finds the one that has it already: at most one machine ever has a key. It may still be {@code
     * PENDING} when this returns.
     */
    Creation create(NodeKey key, String type, String offer);

    /** Returns all machines of this cluster, including the head's and those that are being created or ended. It may lag behind {@link #create}. */
    List<Machine> machines();

    /** Ends or releases the machine, and leaves nothing of the cluster on it. It is not an error if no machine has the key: it is already gone. */
    void remove(NodeKey key);

    /** Returns a way to run commands on a machine. It connects at the first command, and the caller closes it. */
    RemoteHost connect(Machine machine);

    /** The result of {@link #create}. */
    sealed interface Creation {
        record Made(Machine machine) implements Creation {}

        /** The offer is used up, or another cluster has taken the host. This is not an error. */
        record CapacityMissing(String reason) implements Creation {}
    }
}
