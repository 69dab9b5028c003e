package dev.muster.daemon.work;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All work there is now is sessions of people, which the head gives to nobody else: they go on. */
public final class SessionWork implements LocalWork {
    private static final Logger LOG = LoggerFactory.getLogger(SessionWork.class);

    @Override
    public void cutOff(Duration silence) {
        LOG.warn(
                "cut off from the head for {} s: its lease on this node is about to end; sessions are kept",
                silence.toSeconds());
    }

    @Override
    public void rejoined() {
        LOG.info("in contact with the head again after its lease had ended");
    }
}
