package dev.muster.engine.ray.link;

import dev.muster.core.port.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends events to the files of Ray's session from which drivers, the dashboard and {@code ray monitor} read what an autoscaler does. */
final class EventFiles {
    private static final Logger LOG = LoggerFactory.getLogger(EventFiles.class);

    private final Path scratch;
    private final Time time;
    private final EventLines lines;
    private final AtomicBoolean isLogged = new AtomicBoolean();

    /** @param scratch Ray's temporary folder */
    EventFiles(Path scratch, Time time, EventLines lines) {
        this.scratch = scratch;
        this.time = time;
        this.lines = lines;
    }

    /** Events are for people, so files that cannot be written fail nothing: that is logged once. */
    void append(List<String> events) {
        if (events.isEmpty()) {
            return;
        }
        Instant now = time.wallClock();
        try (SessionLogs logs = SessionLogs.open(scratch)) {
            logs.append("monitor.log", EventLines.log(events, now));
            logs.appendEvents("event_AUTOSCALER.log", lines.json(events, now));
        } catch (IOException e) {
            if (!isLogged.getAndSet(true)) {
                LOG.warn("cannot write events into the logs of Ray's session in {}: {}", scratch, e.getMessage());
            }
        }
    }
}
