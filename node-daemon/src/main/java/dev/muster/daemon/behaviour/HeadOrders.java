package dev.muster.daemon.behaviour;

import dev.muster.core.node.DesiredState;
import java.util.Optional;

/**
 * The desired state that the head sent, and how far the daemon has got with it.
 *
 * @param headEpoch the highest epoch ever seen; a head with a lower epoch is stale and ignored
 * @param appliedVersion the newest version of the desired state that was reached
 * @param desired the newest desired state; empty before the first one
 */
public record HeadOrders(long headEpoch, long appliedVersion, Optional<DesiredState> desired) {
    /** The desired phase; RUN before the head has sent one. */
    public DesiredState.Phase phase() {
        return desired.map(DesiredState::phase).orElse(DesiredState.Phase.RUN);
    }

    HeadOrders withEpoch(long epoch) {
        return new HeadOrders(epoch, appliedVersion, desired);
    }

    HeadOrders withDesired(DesiredState next) {
        return new HeadOrders(headEpoch, appliedVersion, Optional.of(next));
    }

    HeadOrders withDesiredReached() {
        return new HeadOrders(headEpoch, desired.map(DesiredState::version).orElse(0L), desired);
    }
}
