package dev.muster.ssh.connect;

import dev.muster.core.Backoff;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.Time;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.SshTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Repeats attempts to connect until the time limit, if another attempt can succeed: for a host that refuses or does not answer, never for wrong keys. */
public final class RetryingConnector {
    /** Half of each delay is random, so that the hosts of a pool are not all tried again at the same time. */
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(8), 0.5);

    private final SshSettings settings;
    private final Connector connector;
    private volatile String lastFailure = "";

    public RetryingConnector(SshSettings settings, Connector connector) {
        this.settings = settings;
        this.connector = connector;
    }

    /** @throws RemoteFailure of the last attempt */
    public SshConnection open(SshTarget target) throws InterruptedException {
        Time time = settings.time();
        Instant end = time.now().plus(settings.patience().total());
        for (int attempt = 1; ; attempt++) {
            try {
                return connector.open(target);
            } catch (RemoteFailure e) {
                Duration delay = BACKOFF.delay(attempt, time.chance());
                if (!e.retryable() || time.now().plus(delay).isAfter(end)) {
                    throw attempt == 1 ? e : withAttempts(e, attempt);
                }
                lastFailure = withAttempts(e, attempt).text();
                time.sleep(delay);
            }
        }
    }

    /** Returns why the last attempt failed, if another one follows; empty if none failed yet. */
    public Optional<String> lastFailure() {
        return Optional.of(lastFailure).filter(text -> !text.isEmpty());
    }

    private static RemoteFailure withAttempts(RemoteFailure e, int attempts) {
        return new RemoteFailure(
                e.host(),
                e.text() + " (" + attempts + (attempts == 1 ? " attempt)" : " attempts)"),
                e.hint(),
                e.retryable(),
                e.lastLines(),
                e.where());
    }
}
