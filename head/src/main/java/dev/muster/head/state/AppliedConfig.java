package dev.muster.head.state;

import dev.muster.core.config.ClusterConfig;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster's config.
 *
 * @param version counted from 1; each config that differs from the one before gets the next number
 * @param text the expanded form, as it was received
 * @param requestedBy the operator who applied it
 * @param recipes by node type, a digest of everything that the set-up of a node depends on; a worker with another recipe is outdated
 */
public record AppliedConfig(
        long version, String text, ClusterConfig config, String requestedBy, Instant at, Map<String, String> recipes) {
    public AppliedConfig {
        recipes = Map.copyOf(recipes);
    }

    /** Whether the worker must be set up again. A worker whose type has no recipe is never outdated. */
    public boolean isOutdated(NodeRow row) {
        return !row.key().isHead()
                && Optional.ofNullable(recipes.get(row.type()))
                        .filter(recipe -> !recipe.equals(row.recipe()))
                        .isPresent();
    }
}
