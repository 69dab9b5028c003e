package dev.muster.protocol;

/** Of the messages on the wire. Neighbours speak to each other, so that a cluster can be upgraded: the head first, then the daemons. */
public final class ProtocolVersion {
    public static final int CURRENT = 1;

    private ProtocolVersion() {}

    public static boolean speaksWith(int other) {
        return Math.abs(other - CURRENT) <= 1;
    }
}
