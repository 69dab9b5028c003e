package dev.muster.head.engine;

import dev.muster.core.NodeKey;
import dev.muster.engine.EngineView;
import dev.muster.engine.EngineView.Activity;
import dev.muster.engine.EngineView.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the head knows of the engine. All instants are of the steady clock. Since when a node is idle is the head's own knowledge: the
 * engine's clock can jump back on a node that did nothing.
 *
 * @param view what it answered last; empty before its first answer, and without an engine
 * @param at when it answered last
 * @param trouble why it does not answer; empty if it does
 * @param idleSince since when each idle node was seen idle without a break
 * @param lastAlive when each node was last seen alive
 */
public record EngineSight(
        Optional<EngineView> view,
        Instant at,
        String trouble,
        Map<NodeKey, Instant> idleSince,
        Map<NodeKey, Instant> lastAlive) {
    /** The sight where there is no engine, and before the first answer. */
    public static final EngineSight NONE = new EngineSight(Optional.empty(), Instant.EPOCH, "", Map.of(), Map.of());

    /** After so long without an answer, work that waited may be done, so it launches nothing any more. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    public EngineSight {
        idleSince = Map.copyOf(idleSince);
        lastAlive = Map.copyOf(lastAlive);
    }

    /** Returns the sight after another answer. */
    public EngineSight seen(EngineView next, Instant now) {
        Map<NodeKey, Instant> idle = new HashMap<>();
        Map<NodeKey, Instant> alive = new HashMap<>(lastAlive);
        next.nodes().forEach((key, member) -> {
            alive.put(key, now);
            if (member.activity() == Activity.IDLE) {
                idle.put(key, idleSince.getOrDefault(key, now));
            }
        });
        return new EngineSight(Optional.of(next), now, "", idle, alive);
    }

    /** Returns the sight after the engine did not answer. Nothing counts as idle until it answers again, but idle times continue then. */
    public EngineSight failed(String why) {
        return new EngineSight(view, at, why, idleSince, lastAlive);
    }

    /** Returns the sight after the engine refused to drain a node because it is in use: its idle time starts again. */
    public EngineSight inUse(NodeKey key, Instant now) {
        Map<NodeKey, Instant> idle = new HashMap<>(idleSince);
        idle.computeIfPresent(key, (_, _) -> now);
        return new EngineSight(view, at, trouble, idle, lastAlive);
    }

    /** Returns the sight without what is known of nodes that do not exist any more. */
    public EngineSight retaining(Iterable<NodeKey> keys) {
        Map<NodeKey, Instant> alive = new HashMap<>();
        keys.forEach(key -> {
            if (lastAlive.containsKey(key)) {
                alive.put(key, lastAlive.get(key));
            }
        });
        return new EngineSight(view, at, trouble, idleSince, alive);
    }

    /** Whether the view is recent enough to launch nodes for it. */
    public boolean isFresh(Instant now) {
        return view.isPresent() && now.isBefore(at.plus(FRESH));
    }

    /** Returns the node as the engine sees it; empty if it is not alive there. */
    public Optional<Member> member(NodeKey key) {
        return view.map(seen -> seen.nodes().get(key));
    }

    /** Returns since when the node is idle in the engine; empty if it is in use, or the engine does not answer. */
    public Optional<Instant> idle(NodeKey key) {
        return trouble.isEmpty() ? Optional.ofNullable(idleSince.get(key)) : Optional.empty();
    }

    /** Whether the engine works on this node. */
    public boolean isBusy(NodeKey key) {
        return member(key).filter(member -> member.activity() != Activity.IDLE).isPresent();
    }
}
