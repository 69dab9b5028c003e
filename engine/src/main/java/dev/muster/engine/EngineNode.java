package dev.muster.engine;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import java.util.Map;
import java.util.Set;

/**
 * One node on which the engine is to start.
 *
 * @param cluster the name of the cluster
 * @param type the name of the node's type
 * @param headAddress the head's host as other nodes reach it, without a port
 * @param declared the resources that the file declares for the node
 * @param hidden names of resources that the file declares to be 0, which hides what the node has
 * @param labels that the file declares for the node
 * @param variables the names of the variables that the file sets in {@code environment.env_vars}; their values win over the engine's own
 * @param loginShells whether the commands run in login shells
 */
public record EngineNode(
        String cluster,
        ClusterId clusterId,
        NodeKey key,
        String type,
        String headAddress,
        Resources declared,
        Set<String> hidden,
        Map<String, String> labels,
        EngineCommands commands,
        EngineSettings settings,
        Set<String> variables,
        boolean loginShells) {
    public EngineNode {
        hidden = Set.copyOf(hidden);
        labels = Map.copyOf(labels);
        variables = Set.copyOf(variables);
    }

    public boolean isHead() {
        return key.isHead();
    }
}
