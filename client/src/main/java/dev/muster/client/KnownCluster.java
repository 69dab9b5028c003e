package dev.muster.client;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A cluster in this machine's notes.
 *
 * @param head as people call its host
 * @param file the config of the last {@code up}
 * @param lastSeen when the head last answered this machine
 */
public record KnownCluster(
        String name, String clusterId, String provider, String head, Optional<Path> file, Instant lastSeen) {}
