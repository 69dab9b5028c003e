package dev.muster.core.placement;

/**
 * How a gang is distributed. {@code PACK}: on few nodes if possible. {@code SPREAD}: on many nodes if possible. {@code STRICT_PACK}: on one
 * node. {@code STRICT_SPREAD}: each bundle on a node of its own.
 */
public enum GangStrategy {
    PACK,
    SPREAD,
    STRICT_PACK,
    STRICT_SPREAD
}
