package dev.muster.engine.ray.link;

import dev.muster.core.NodeKey;
import dev.muster.engine.EngineView;
import java.util.Map;

/**
 * What one answer of Ray says.
 *
 * @param ids Ray's ids of the nodes in the view
 * @param ignoredRows how many live rows belong to no node of the cluster: they have another instance id, or none
 * @param ignoredRequests how many requests were left out because they are beyond the bounds
 */
record RayState(EngineView view, Map<NodeKey, RayNodeId> ids, int ignoredRows, int ignoredRequests) {
    RayState {
        ids = Map.copyOf(ids);
    }
}
