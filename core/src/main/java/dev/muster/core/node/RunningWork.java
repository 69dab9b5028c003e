package dev.muster.core.node;

import dev.muster.core.Resources;
import java.time.Instant;

/**
 * Something that runs on a node on a person's behalf: a session of exec or attach, later a task.
 *
 * @param kind {@code session}
 * @param resources what it holds; none for sessions
 */
public record RunningWork(String id, String kind, Instant since, Resources resources) {}
