package dev.muster.core.placement;

/** How a gang lies: {@code PACK} few nodes, {@code SPREAD} many, both as far as it goes; {@code STRICT_PACK} one node; {@code STRICT_SPREAD} each its own. */
public enum GangStrategy {
    PACK,
    SPREAD,
    STRICT_PACK,
    STRICT_SPREAD
}
