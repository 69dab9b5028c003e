package dev.muster.engine.ray.link;

import dev.muster.core.HostText;
import dev.muster.engine.DrainAnswer;
import dev.muster.engine.DrainOrder;
import dev.muster.engine.ray.wire.DrainNodeReason;
import dev.muster.engine.ray.wire.DrainNodeReply;
import dev.muster.engine.ray.wire.DrainNodeRequest;

/**
 * Converts orders to drain. This is the only place that makes such a request: each has a reason, because Ray's node aborts without one, and a
 * {@link RayNodeId}, because the GCS aborts if the id has another length.
 */
final class DrainMapping {
    private DrainMapping() {}

    static DrainNodeRequest toWire(RayNodeId node, DrainOrder order) {
        DrainNodeRequest.Builder request =
                DrainNodeRequest.newBuilder().setNodeId(node.bytes()).setReasonMessage(HostText.line(order.reason()));
        return switch (order) {
            case DrainOrder.IfIdle _ ->
                request.setReason(DrainNodeReason.DRAIN_NODE_REASON_IDLE_TERMINATION)
                        .build();
            case DrainOrder.Always always ->
                request.setReason(DrainNodeReason.DRAIN_NODE_REASON_PREEMPTION)
                        .setDeadlineTimestampMs(Math.max(1, always.deadline().toEpochMilli()))
                        .build();
        };
    }

    static DrainAnswer fromWire(DrainNodeReply reply) {
        return reply.getIsAccepted()
                ? new DrainAnswer.Accepted()
                : new DrainAnswer.Refused(HostText.line(reply.getRejectionReasonMessage()));
    }
}
