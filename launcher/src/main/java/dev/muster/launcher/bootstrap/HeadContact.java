package dev.muster.launcher.bootstrap;

/**
 * Tells a node how to reach the head.
 *
 * @param address host and port, as {@code host:port}
 * @param caPem certificate of the cluster's CA, by which the node recognises the head
 */
public record HeadContact(String address, String caPem) {}
