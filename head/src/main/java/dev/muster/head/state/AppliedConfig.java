package dev.muster.head.state;

import dev.muster.core.config.ClusterConfig;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The config that is in force.
 *
 * @param version counted up from 1
 * @param text the expanded form, as it came
 * @param person who brought it
 * @param recipes digest of all that a node's set-up depends on, by type: a worker that was set up by another one is out of date
 */
public record AppliedConfig(
        long version, String text, ClusterConfig config, String person, Instant at, Map<String, String> recipes) {
    public AppliedConfig {
        recipes = Map.copyOf(recipes);
    }

    /** Whether the worker has to be set up again; never where nobody says what its type is made of. */
    public boolean isOutdated(NodeRow row) {
        return !row.key().isHead()
                && Optional.ofNullable(recipes.get(row.type()))
                        .filter(recipe -> !recipe.equals(row.recipe()))
                        .isPresent();
    }
}
