package dev.muster.core.control;

import dev.muster.core.Machine;
import dev.muster.core.NodeState;

/**
 * Where a node can be reached.
 *
 * @param folder the node folder on its machine, with {@code env.sh} and the logs
 */
public record NodeAddress(Machine machine, NodeState state, String folder) {}
