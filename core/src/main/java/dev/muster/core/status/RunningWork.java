package dev.muster.core.status;

import dev.muster.core.Resources;
import java.time.Instant;

/**
 * Work that runs on a node: a session of exec or attach, or a command under {@code muster-run}.
 *
 * @param id of a run: {@code NAME/ID}, or {@code ID} if it has no name
 * @param kind {@code session} or {@code run}
 * @param resources the resources that it holds: the limits of a run; none for sessions, and for runs in tasks of the engine, which counts them itself
 */
public record RunningWork(String id, String kind, Instant since, Resources resources) {
    public static final String SESSION = "session";
    public static final String RUN = "run";
}
