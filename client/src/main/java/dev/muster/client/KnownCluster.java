package dev.muster.client;

import dev.muster.core.failure.UserError;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A cluster that this machine has stored after an {@code up}.
 *
 * @param name the cluster's name
 * @param clusterId the cluster's ID
 * @param provider the provider's type
 * @param head the head's host, as the config file names it
 * @param file the config file of the last {@code up}
 * @param lastSeen when the last {@code up} from this machine succeeded in configuring the head
 */
public record KnownCluster(
        String name, String clusterId, String provider, String head, Optional<Path> file, Instant lastSeen) {
    /**
     * Throws {@link UserError} if the head's host names another ID. A cluster is removed from every machine by its ID, so one host must not be able to
     * choose it.
     *
     * @param found the ID that the head's host names; empty if there is no cluster
     * @param cluster refers to the cluster in hints
     */
    public void requireId(String found, ClusterRef cluster) {
        if (!found.isEmpty() && !clusterId.isEmpty() && !found.equals(clusterId)) {
            throw new UserError(
                    head + " has a cluster '" + name + "' with ID " + found
                            + ", but this machine brought up the one with ID " + clusterId + "; nothing was changed",
                    "if another operator created it again, run '" + cluster.command("up") + "' to record it, then run '"
                            + cluster.command("down") + "'");
        }
    }
}
