package dev.muster.engine.ray.link;

import dev.muster.engine.ray.wire.ClusterResourceConstraint;
import dev.muster.engine.ray.wire.ClusterResourceState;
import java.util.Optional;

/**
 * What a program asked for with {@code request_resources}. A GCS that starts again has forgotten it, even where its state is on a disk, and the
 * program cannot know. Where the cluster itself is a new one, it is no longer wanted.
 */
final class KeptConstraint {
    private record Kept(String clusterId, long epoch, ClusterResourceConstraint constraint) {}

    private Optional<Kept> kept = Optional.empty();

    /** Records what the GCS has now. Returns what it has forgotten, which must be sent again. */
    synchronized Optional<ClusterResourceConstraint> see(GcsSession session, ClusterResourceState state) {
        ClusterResourceConstraint now = constraint(state);
        Optional<ClusterResourceConstraint> forgotten =
                kept.filter(before -> isForgotten(before, session, now)).map(Kept::constraint);
        if (forgotten.isEmpty()) {
            kept = Optional.of(new Kept(session.clusterId(), session.epoch(), now));
        }
        return forgotten;
    }

    /** Records that the GCS has it again. */
    synchronized void sent(GcsSession session, ClusterResourceConstraint constraint) {
        kept = Optional.of(new Kept(session.clusterId(), session.epoch(), constraint));
    }

    private static boolean isForgotten(Kept before, GcsSession session, ClusterResourceConstraint now) {
        return before.clusterId().equals(session.clusterId())
                && before.epoch() != session.epoch()
                && before.constraint().getResourceRequestsCount() > 0
                && now.getResourceRequestsCount() == 0;
    }

    /** Ray has at most one. */
    private static ClusterResourceConstraint constraint(ClusterResourceState state) {
        return state.getClusterResourceConstraintsList().stream()
                .findFirst()
                .orElse(ClusterResourceConstraint.getDefaultInstance());
    }
}
