package dev.muster.core.port;

import dev.muster.core.failure.RemoteFailure;

/**
 * The host cannot be a node now, whatever its type: another cluster has it, its disk is full, programs cannot be started there. It is not offered for a while,
 * and another host of the type may do at once.
 */
public final class HostUnfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RemoteFailure failure;

    public HostUnfit(RemoteFailure failure) {
        super(failure.text(), failure);
        this.failure = failure;
    }

    public RemoteFailure failure() {
        return failure;
    }
}
