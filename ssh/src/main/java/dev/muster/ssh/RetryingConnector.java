package dev.muster.ssh;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.Time;
import java.time.Duration;
import java.time.Instant;

/** Connects again and again while that can help and the patience lasts: refused and silent hosts, never wrong keys. */
final class RetryingConnector {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final SshSettings settings;
    private final Connector opener;

    RetryingConnector(SshSettings settings, Connector opener) {
        this.settings = settings;
        this.opener = opener;
    }

    SshConnection open(SshTarget target) throws InterruptedException {
        Time time = settings.time();
        Instant end = time.now().plus(settings.patience().total());
        for (int attempt = 1; ; attempt++) {
            try {
                return opener.open(target);
            } catch (RemoteFailure e) {
                Duration delay = delay(attempt, time.chance());
                if (!e.retryable() || time.now().plus(delay).isAfter(end)) {
                    throw attempt == 1 ? e : withAttempts(e, attempt);
                }
                time.sleep(delay);
            }
        }
    }

    /**
     * Doubles up to 8 s, then spread over its upper half, so that a pool of hosts does not come back in one instant.
     *
     * @param chance in [0, 1)
     */
    static Duration delay(int attempt, double chance) {
        Duration full = FIRST.multipliedBy(1L << Math.min(attempt - 1, 10));
        Duration capped = full.compareTo(LONGEST) > 0 ? LONGEST : full;
        return Duration.ofMillis((long) (capped.toMillis() * (0.5 + chance / 2)));
    }

    private static RemoteFailure withAttempts(RemoteFailure e, int attempts) {
        return new RemoteFailure(
                e.host(), e.text() + " (" + attempts + " attempts)", e.hint(), e.retryable(), e.lastLines(), e.where());
    }
}
