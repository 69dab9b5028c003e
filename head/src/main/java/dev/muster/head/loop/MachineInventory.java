package dev.muster.head.loop;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The machines that the provider listed last. They are listed again and again, because one answer may be incomplete: see {@code NodeProvider.machines}.
 * The times are of the steady clock.
 */
final class MachineInventory {
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration INTERVAL_WHILE_PENDING = Duration.ofSeconds(1);

    private final Set<NodeKey> removedDuringListing = new HashSet<>();
    private List<Machine> machines = List.of();
    private Optional<Instant> listedAt = Optional.empty();
    private long listedConfig;

    /** Whether the machines were never listed for this config, or so long ago that they should be listed again. */
    boolean isListingDue(State state, Instant now) {
        Duration interval = isMachinePending(state) ? INTERVAL_WHILE_PENDING : INTERVAL;
        return listedConfig != configVersion(state)
                || listedAt.filter(last -> now.isBefore(last.plus(interval))).isEmpty();
    }

    private static boolean isMachinePending(State state) {
        return state.openNodes().stream()
                .anyMatch(row ->
                        row.state() == NodeState.REQUESTED && row.machine().isPresent());
    }

    private static long configVersion(State state) {
        return state.config().map(AppliedConfig::version).orElse(0L);
    }

    /** A listing begins. Machines that are removed while it runs may still be in its answer. */
    void beginListing(State state, Instant now) {
        listedAt = Optional.of(now);
        listedConfig = configVersion(state);
        removedDuringListing.clear();
    }

    void update(List<Machine> found) {
        machines = found.stream()
                .filter(machine -> !removedDuringListing.contains(machine.key()))
                .toList();
    }

    void remove(NodeKey key) {
        removedDuringListing.add(key);
        machines =
                machines.stream().filter(machine -> !machine.key().equals(key)).toList();
    }

    /** Returns the machines that belong to this cluster but to no open node: a launch was answered late, or the head crashed. */
    List<Machine> strays(State state) {
        return machines.stream()
                .filter(machine -> !machine.key().isHead() && !state.isLive(machine.key()))
                .filter(machine -> machine.state() != Machine.State.GONE)
                .toList();
    }
}
