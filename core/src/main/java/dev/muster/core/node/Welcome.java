package dev.muster.core.node;

import java.time.Duration;

/**
 * The head's answer to a hello.
 *
 * @param headEpoch raised at each start of the head; a daemon ignores a head with a lower one than it has seen
 * @param lease how long a node may be silent before it counts as lost
 */
public record Welcome(long headEpoch, Duration lease, Duration reportInterval) {}
