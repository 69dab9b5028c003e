package dev.muster.core.control;

/**
 * An order to keep a host of the pool free of nodes, or to release it again.
 *
 * @param host its name in the config
 * @param release whether the host may have nodes again
 * @param reason for operators; empty if none was given
 */
public record HoldOrder(String host, boolean release, String reason) {}
