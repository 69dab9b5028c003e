package dev.muster.engine.ray.link;

import dev.muster.core.HostText;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.engine.EngineView.Activity;
import dev.muster.engine.EngineView.Member;
import dev.muster.engine.ray.wire.NodeState;
import dev.muster.engine.ray.wire.NodeStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Converts Ray's rows of nodes. A row belongs to the node whose key is its instance id. Dead rows stay listed with the instance id of the node
 * that lives now, so they are left out. Where two rows of a node live (Ray notices the end of a killed one only after 14 seconds), the busier
 * one counts.
 */
final class MemberMapping {
    private static final int MAX_ACTIVITIES = 5;
    private static final Comparator<Row> ORDER = Comparator.<Row>comparingInt(row -> business(row.activity()))
            .thenComparing(row -> row.id().hex());

    private final Map<NodeKey, Row> rows = new HashMap<>();
    private final Set<NodeLimit> limits;
    private int ignored;

    private MemberMapping(Set<NodeLimit> limits) {
        this.limits = limits;
    }

    /** @param ignored how many live rows belong to no node */
    record Members(Map<NodeKey, Member> members, Map<NodeKey, RayNodeId> ids, int ignored) {}

    private record Row(RayNodeId id, Activity activity, NodeState wire) {
        /** Neither has a time, so the order of the ids decides between equal ones. */
        static Row busier(Row one, Row other) {
            return ORDER.compare(one, other) >= 0 ? one : other;
        }
    }

    /** @param limits whose slots are shown as labels of the nodes that have taken them */
    static Members fromWire(List<NodeState> wire, Set<NodeLimit> limits) {
        MemberMapping mapping = new MemberMapping(limits);
        wire.forEach(mapping::add);
        Map<NodeKey, Member> members = HashMap.newHashMap(mapping.rows.size());
        Map<NodeKey, RayNodeId> ids = HashMap.newHashMap(mapping.rows.size());
        mapping.rows.forEach((key, row) -> {
            members.put(key, mapping.member(row));
            ids.put(key, row.id());
        });
        return new Members(members, ids, mapping.ignored);
    }

    private void add(NodeState wire) {
        if (wire.getStatus() == NodeStatus.NODE_STATUS_DEAD) {
            return;
        }
        Optional<NodeKey> key = NodeKey.parse(wire.getInstanceId());
        Optional<RayNodeId> id = RayNodeId.of(wire.getNodeId());
        if (key.isPresent() && id.isPresent()) {
            rows.merge(key.get(), new Row(id.get(), activity(wire), wire), Row::busier);
        } else {
            ignored++;
        }
    }

    private Member member(Row row) {
        return new Member(
                row.id().hex(),
                row.activity(),
                amounts(row.wire().getTotalResourcesMap()),
                amounts(row.wire().getAvailableResourcesMap()),
                labels(row.wire()),
                activityText(row.wire()));
    }

    private static Resources amounts(Map<String, Double> wire) {
        return AmountMapping.fromWire(InternalResources.removedFrom(wire));
    }

    /** A status that is not known is one of a live node, which may hold work. */
    private static Activity activity(NodeState row) {
        return switch (row.getStatus()) {
            case NODE_STATUS_IDLE -> Activity.IDLE;
            case NODE_STATUS_DRAINING -> Activity.DRAINING;
            case NODE_STATUS_RUNNING, NODE_STATUS_UNSPECIFIED, NODE_STATUS_DEAD, UNRECOGNIZED -> Activity.BUSY;
        };
    }

    private static int business(Activity activity) {
        return switch (activity) {
            case IDLE -> 0;
            case DRAINING -> 1;
            case BUSY -> 2;
        };
    }

    /** Dynamic labels are those of placement groups, to which affinity refers. */
    private Map<String, String> labels(NodeState row) {
        Map<String, String> labels = new HashMap<>();
        row.getLabelsMap().forEach((name, value) -> labels.put(HostText.line(name), HostText.line(value)));
        row.getDynamicLabelsMap().forEach((name, value) -> labels.put(HostText.line(name), HostText.line(value)));
        limits.forEach(limit ->
                limit.taken(row.getAvailableResourcesMap()).forEach(slot -> labels.put(slot.name(), slot.value())));
        return labels;
    }

    /** Ray leaves the old text on a node that is idle again. */
    private static Optional<String> activityText(NodeState row) {
        if (row.getStatus() != NodeStatus.NODE_STATUS_RUNNING || row.getNodeActivityCount() == 0) {
            return Optional.empty();
        }
        List<String> lines = row.getNodeActivityList().stream()
                .limit(MAX_ACTIVITIES)
                .map(HostText::line)
                .toList();
        return Optional.of(HostText.line(String.join(" ", lines)));
    }
}
