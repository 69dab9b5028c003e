package dev.muster.simulator.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Snapshot;
import dev.muster.autoscaler.planner.Autoscaler;
import dev.muster.simulator.Simulation.Decider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Checks every property in many random worlds. {@code -Dmuster.worlds=100000}, or {@code MUSTER_WORLDS} in the environment, sets how many;
 * {@code -Dmuster.seed=7} sets the first seed. A failure prints the seed of its world.
 */
class DecisionPropertiesTest {
    private static final int WORLDS = Integer.getInteger(
            "muster.worlds", Integer.parseInt(System.getenv().getOrDefault("MUSTER_WORLDS", "5000")));
    private static final long FIRST_SEED = Long.getLong("muster.seed", 1);

    @TestFactory
    Stream<DynamicTest> inEveryRandomWorld() {
        Map<String, String> violations = violations(Autoscaler::decide, FIRST_SEED, WORLDS);
        return Properties.ALL.stream()
                .map(property -> DynamicTest.dynamicTest(
                        property.sentence(),
                        () -> assertThat(violations.get(property.sentence()))
                                .as("first violation in worlds %d to %d", FIRST_SEED, FIRST_SEED + WORLDS - 1)
                                .isNull()));
    }

    /** The first violation of each property by its sentence, with the seed of the world. */
    static Map<String, String> violations(Decider decider, long firstSeed, int worlds) {
        Map<String, String> violations = new LinkedHashMap<>();
        for (long seed = firstSeed; seed < firstSeed + worlds; seed++) {
            Snapshot snapshot = RandomWorld.of(seed);
            Decision decision = decider.decide(snapshot);
            for (Property property : Properties.ALL) {
                if (!violations.containsKey(property.sentence())) {
                    Optional<String> violation = property.check().violation(snapshot, decision, decider);
                    if (violation.isPresent()) {
                        violations.put(
                                property.sentence(),
                                "seed " + seed + ": " + violation.get() + "\n" + snapshot + "\n" + decision);
                    }
                }
            }
        }
        return violations;
    }
}
