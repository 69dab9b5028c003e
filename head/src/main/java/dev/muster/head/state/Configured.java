package dev.muster.head.state;

import dev.muster.core.config.ClusterConfig;
import java.time.Instant;

/**
 * The config that is in force.
 *
 * @param version counted up from 1
 * @param text the expanded form, as it came
 * @param person who brought it
 */
public record Configured(long version, String text, ClusterConfig config, String person, Instant at) {}
