package dev.muster.engine;

import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.placement.PlacementRequest;
import java.time.Instant;
import java.util.List;

/**
 * What the head tells the engine after a decision.
 *
 * @param starting nodes that were requested and are not part of the engine yet
 * @param failed nodes that did not come up lately
 * @param infeasible requests of the engine that no node can ever hold
 * @param types what the cluster may grow to
 * @param events what happened since the last report, for people
 */
public record EngineReport(
        List<Starting> starting,
        List<Failed> failed,
        List<PlacementRequest> infeasible,
        List<TypeSize> types,
        List<String> events) {
    public EngineReport {
        starting = List.copyOf(starting);
        failed = List.copyOf(failed);
        infeasible = List.copyOf(infeasible);
        types = List.copyOf(types);
        events = List.copyOf(events);
    }

    public EngineReport withEvents(List<String> others) {
        return new EngineReport(starting, failed, infeasible, types, others);
    }

    /** @param address empty while it has no machine @param since by the wall clock */
    public record Starting(NodeKey key, String type, String address, Instant since, String state) {}

    /** @param since when its start began, and {@code at} when it failed, by the wall clock */
    public record Failed(NodeKey key, String type, Instant since, Instant at, String reason) {}

    /** How many nodes of a type there may be, and what one of them has. */
    public record TypeSize(String type, Resources resources, int min, int max) {}
}
