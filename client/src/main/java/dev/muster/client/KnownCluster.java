package dev.muster.client;

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
        String name, String clusterId, String provider, String head, Optional<Path> file, Instant lastSeen) {}
