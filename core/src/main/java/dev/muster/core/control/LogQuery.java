package dev.muster.core.control;

import dev.muster.core.NodeKey;
import java.util.Optional;

/**
 * @param node empty: the autoscaler's own log
 * @param step a bootstrap step of the node; empty: all of its steps, and its daemon's log where the head can read it
 * @param lastLines how many of the end to begin with; 0: from the beginning
 */
public record LogQuery(Optional<NodeKey> node, Optional<String> step, int lastLines, boolean follow) {}
