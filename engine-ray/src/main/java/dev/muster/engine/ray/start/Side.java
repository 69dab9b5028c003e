package dev.muster.engine.ray.start;

/** The two kinds of nodes, which Ray starts with different commands. */
public enum Side {
    HEAD,
    WORKER
}
