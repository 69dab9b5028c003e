package dev.muster.head.loop;

import dev.muster.autoscaler.Decision;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.port.ClockReading;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the loop knows besides the state; all of it is found out again after a restart. Its times are of the steady clock. Used by the loop's thread
 * alone.
 */
final class LoopState {
    final RetrySchedule attempts = new RetrySchedule();
    /** When the set-up of a node was done: from then on its daemon must join. */
    final Map<NodeKey, Instant> setUpAt = new HashMap<>();
    /** Nodes whose set-up runs now: what they are made of is known when it has ended. */
    final Set<NodeKey> settingUp = new HashSet<>();
    /** Nodes whose daemons report work. */
    Set<NodeKey> busy = Set.of();
    /** Lanes that were ended because they took too long. */
    final Set<String> tooLong = new HashSet<>();
    /** When a decision last gave standing demand to a node. */
    final Map<NodeKey, Instant> heldAt = new HashMap<>();

    List<Machine> machines = List.of();
    Optional<Instant> keptAt = Optional.empty();
    Optional<Instant> listedAt = Optional.empty();
    List<Offer> offers = List.of();
    /** Removed since the listing that runs now began, which may still have them. */
    final Set<NodeKey> removedMeanwhile = new HashSet<>();

    /** Of the config that the machines were last listed for. */
    long listedVersion;

    /** Why silent nodes do not count as lost yet; empty where they do. */
    String suspicion = "";

    /** In the last turn; empty before the first. */
    Optional<ClockReading> lastReading = Optional.empty();

    Optional<Decision> lastDecision = Optional.empty();
    Set<String> lastRefusals = Set.of();

    void listed(List<Machine> found) {
        machines = found.stream()
                .filter(machine -> !removedMeanwhile.contains(machine.key()))
                .toList();
    }

    void removed(NodeKey key) {
        forget(key);
        removedMeanwhile.add(key);
        machines =
                machines.stream().filter(machine -> !machine.key().equals(key)).toList();
    }

    void forget(NodeKey key) {
        attempts.forget(key.value());
        setUpAt.remove(key);
        settingUp.remove(key);
        tooLong.remove(key.value());
        heldAt.remove(key);
    }
}
