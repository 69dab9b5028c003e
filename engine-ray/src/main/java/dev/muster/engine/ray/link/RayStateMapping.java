package dev.muster.engine.ray.link;

import dev.muster.engine.EngineView;
import dev.muster.engine.ray.wire.ClusterResourceState;

/** Converts Ray's answer. A function of the answer alone. */
final class RayStateMapping {
    private RayStateMapping() {}

    /** @param session see {@link EngineView#session} */
    static RayState fromWire(String session, ClusterResourceState wire) {
        DemandMapping.Demand demand = DemandMapping.fromWire(wire);
        MemberMapping.Members members = MemberMapping.fromWire(wire.getNodeStatesList(), demand.limits());
        EngineView view =
                new EngineView(session, members.members(), demand.waiting(), demand.standing(), demand.gangs());
        return new RayState(view, members.ids(), members.ignored(), demand.ignored());
    }
}
