package dev.muster.protocol;

/** The version of the messages on the wire. Neighbouring versions are compatible, so a cluster can be upgraded: first the head, then the daemons. */
public final class ProtocolVersion {
    /** The version of this program. */
    public static final int CURRENT = 1;

    private ProtocolVersion() {}

    /** Whether this program can talk to a program with the other version. */
    public static boolean isCompatibleWith(int other) {
        return Math.abs(other - CURRENT) <= 1;
    }
}
