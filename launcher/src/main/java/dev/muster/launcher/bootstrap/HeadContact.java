package dev.muster.launcher.bootstrap;

/**
 * How a node reaches the head.
 *
 * @param address host:port
 * @param caPem the cluster CA's certificate: what the head is known by
 */
public record HeadContact(String address, String caPem) {}
