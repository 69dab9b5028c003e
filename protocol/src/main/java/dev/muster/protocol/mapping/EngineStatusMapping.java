package dev.muster.protocol.mapping;

import dev.muster.core.HostText;
import dev.muster.core.status.EngineStatus;
import dev.muster.core.status.EngineStatus.Phase;
import java.util.Arrays;

/** Converts what a node's engine does. {@code to} writes, {@code from} reads and validates. */
final class EngineStatusMapping {
    private EngineStatusMapping() {}

    static dev.muster.protocol.wire.EngineStatus to(EngineStatus status) {
        return dev.muster.protocol.wire.EngineStatus.newBuilder()
                .setPhase(status.phase().wireName())
                .setSinceMillis(status.since().toEpochMilli())
                .setRestarts(status.restarts())
                .addAllLines(status.lines())
                .build();
    }

    static EngineStatus from(dev.muster.protocol.wire.EngineStatus wire) {
        return new EngineStatus(
                phase(wire.getPhase()),
                Bounds.instant("engine since", wire.getSinceMillis()),
                Bounds.number("engine restarts", wire.getRestarts(), 0, Integer.MAX_VALUE),
                Bounds.list("engine lines", wire.getLinesList(), EngineStatus.MAX_LINES).stream()
                        .map(line -> Bounds.singleLine("engine line", line, HostText.LONGEST_LINE))
                        .toList());
    }

    private static Phase phase(String name) {
        return Arrays.stream(Phase.values())
                .filter(phase -> phase.wireName().equals(name))
                .findFirst()
                .orElseGet(() -> Bounds.reject("engine phase", "is unknown"));
    }
}
