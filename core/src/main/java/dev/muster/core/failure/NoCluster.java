package dev.muster.core.failure;

/** The cluster does not exist, or is not up. Exit code 1. */
public final class NoCluster extends ClusterException {
    private static final long serialVersionUID = 1L;

    public NoCluster(String message, String hint) {
        super(message, hint, null);
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
