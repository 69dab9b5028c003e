package dev.muster.core.failure;

/** A provider refused a call or did not answer. Exit code 3. */
public final class ProviderFailure extends ClusterException {
    private static final long serialVersionUID = 1L;

    private final String provider;
    private final boolean retryable;

    public ProviderFailure(String provider, String message, String hint, boolean retryable) {
        super(message, hint, null);
        this.provider = provider;
        this.retryable = retryable;
    }

    public String provider() {
        return provider;
    }

    /** Whether repeating the call can help. */
    public boolean retryable() {
        return retryable;
    }

    @Override
    public int exitCode() {
        return 3;
    }
}
