package dev.muster.core.node;

import java.time.Duration;

/**
 * The head's answer to a hello.
 *
 * @param headEpoch raised at each start of the head; a daemon ignores a head whose epoch is lower than one that it has seen
 * @param lease how long a node may be silent before it counts as lost
 * @param reportInterval the time between two reports
 */
public record Welcome(long headEpoch, Duration lease, Duration reportInterval) {}
