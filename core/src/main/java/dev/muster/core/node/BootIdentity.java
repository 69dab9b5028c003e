package dev.muster.core.node;

/** Identifies one boot of an operating system or container. A process is identified by marker, boot and start time, never by its PID alone. */
public record BootIdentity(String bootId, long initStart, String pidNamespace) {}
