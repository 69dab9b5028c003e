package dev.muster.launcher.provider;

/**
 * A host that the head cannot use.
 *
 * @param detail the cluster that holds it, or what happened when it was tried
 */
public record UnusableHost(String host, Cause cause, String detail) {
    public enum Cause {
        /** Another cluster holds the lease. */
        HELD,
        /** It was not reached, or the head was not given access. */
        UNREACHABLE
    }
}
