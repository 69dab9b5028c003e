package dev.muster.daemon.work;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps all work running while the head cannot be reached. All work is sessions of operators, which the head never moves to another node. */
public final class SessionWork implements LocalWork {
    private static final Logger LOG = LoggerFactory.getLogger(SessionWork.class);

    @Override
    public void cutOff(Duration silence) {
        LOG.warn(
                "no contact with the head for {} s, the lease is about to end; sessions keep running",
                silence.toSeconds());
    }

    @Override
    public void rejoined() {
        LOG.info("connected to the head again after the lease had ended");
    }
}
