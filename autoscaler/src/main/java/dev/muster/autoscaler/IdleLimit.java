package dev.muster.autoscaler;

import dev.muster.autoscaler.Limits.TypeLimits;
import java.time.Duration;

/** How long a worker of a type may be idle. */
public final class IdleLimit {
    private IdleLimit() {}

    /** The timeout, but never shorter than such a node takes to boot: giving back what takes longer to get again does not pay. */
    public static Duration of(String type, Snapshot snapshot) {
        TypeLimits limits = snapshot.limits().types().get(type);
        Duration timeout = limits == null ? Duration.ZERO : limits.idleTimeout();
        Duration boot = snapshot.ledger().of(type).bootTime();
        return boot.compareTo(timeout) > 0 ? boot : timeout;
    }
}
