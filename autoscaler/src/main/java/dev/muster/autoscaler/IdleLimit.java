package dev.muster.autoscaler;

import dev.muster.autoscaler.Limits.TypeLimits;
import java.time.Duration;

/** How long a worker of a node type may be idle before it is drained. */
public final class IdleLimit {
    private IdleLimit() {}

    /** The idle timeout, but never less than such a node takes to boot: removing a node that takes longer to replace does not pay. */
    public static Duration of(String type, Snapshot snapshot) {
        TypeLimits limits = snapshot.limits().types().get(type);
        Duration timeout = limits == null ? Duration.ZERO : limits.idleTimeout();
        Duration boot = snapshot.ledger().of(type).bootTime();
        return boot.compareTo(timeout) > 0 ? boot : timeout;
    }
}
