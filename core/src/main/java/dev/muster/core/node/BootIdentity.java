package dev.muster.core.node;

/** One life of an operating system or container: a process is known by marker + boot + start time, never by its PID alone. */
public record BootIdentity(String bootId, long initStart, String pidNamespace) {}
