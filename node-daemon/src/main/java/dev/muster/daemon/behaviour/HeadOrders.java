package dev.muster.daemon.behaviour;

import dev.muster.core.node.DesiredState;
import java.util.Optional;

/**
 * What the head wants, and how far we are with it.
 *
 * @param headEpoch the highest one seen, ever: a head with a lower one is a ghost
 * @param appliedVersion the newest version that is reached
 * @param desired the newest one; none before the first
 */
public record HeadOrders(long headEpoch, long appliedVersion, Optional<DesiredState> desired) {
    public DesiredState.Phase phase() {
        return desired.map(DesiredState::phase).orElse(DesiredState.Phase.RUN);
    }

    HeadOrders withEpoch(long epoch) {
        return new HeadOrders(epoch, appliedVersion, desired);
    }

    HeadOrders withDesired(DesiredState next) {
        return new HeadOrders(headEpoch, appliedVersion, Optional.of(next));
    }

    HeadOrders reached() {
        return new HeadOrders(headEpoch, desired.map(DesiredState::version).orElse(0L), desired);
    }
}
