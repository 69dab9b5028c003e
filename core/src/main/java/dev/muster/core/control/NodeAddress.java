package dev.muster.core.control;

import dev.muster.core.Machine;
import dev.muster.core.NodeState;

/**
 * Where a node is.
 *
 * @param folder the node's own folder on its machine: {@code env.sh} and logs are there
 */
public record NodeAddress(Machine machine, NodeState state, String folder) {}
