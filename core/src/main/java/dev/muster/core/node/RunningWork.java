package dev.muster.core.node;

import dev.muster.core.Resources;
import java.time.Instant;

/**
 * Work that runs on a node for an operator: a session of exec or attach.
 *
 * @param kind {@code session}
 * @param resources the resources that it holds; none for sessions
 */
public record RunningWork(String id, String kind, Instant since, Resources resources) {}
