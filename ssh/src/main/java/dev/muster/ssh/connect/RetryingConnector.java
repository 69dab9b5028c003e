package dev.muster.ssh.connect;

import dev.muster.core.Backoff;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.Time;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.SshTarget;
import java.time.Duration;
import java.time.Instant;

/** Connects again and again while that can help and the patience lasts: refused and silent hosts, never wrong keys. */
public final class RetryingConnector {
    /** Half of each delay is left to chance, so that a pool of hosts does not come back at the same moment. */
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(8), 0.5);

    private final SshSettings settings;
    private final Connector opener;

    public RetryingConnector(SshSettings settings, Connector opener) {
        this.settings = settings;
        this.opener = opener;
    }

    public SshConnection open(SshTarget target) throws InterruptedException {
        Time time = settings.time();
        Instant end = time.now().plus(settings.patience().total());
        for (int attempt = 1; ; attempt++) {
            try {
                return opener.open(target);
            } catch (RemoteFailure e) {
                Duration delay = BACKOFF.delay(attempt, time.chance());
                if (!e.retryable() || time.now().plus(delay).isAfter(end)) {
                    throw attempt == 1 ? e : withAttempts(e, attempt);
                }
                time.sleep(delay);
            }
        }
    }

    private static RemoteFailure withAttempts(RemoteFailure e, int attempts) {
        return new RemoteFailure(
                e.host(), e.text() + " (" + attempts + " attempts)", e.hint(), e.retryable(), e.lastLines(), e.where());
    }
}
