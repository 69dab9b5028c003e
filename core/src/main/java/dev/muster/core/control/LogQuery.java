package dev.muster.core.control;

import dev.muster.core.NodeKey;
import java.util.Optional;

/**
 * Selects a log.
 *
 * @param node empty for the log of the autoscaler
 * @param step a bootstrap step of the node; empty for all of its steps and, if the head can read it, the log of its daemon
 * @param lastLines how many lines before the end to start; 0 for the whole log
 * @param follow whether to continue with new lines
 */
public record LogQuery(Optional<NodeKey> node, Optional<String> step, int lastLines, boolean follow) {}
