package dev.muster.core.failure;

/** There is no such cluster, or it is not up. */
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
