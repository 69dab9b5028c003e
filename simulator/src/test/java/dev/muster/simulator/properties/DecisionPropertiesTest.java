package dev.muster.simulator.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.autoscaler.Autoscaler;
import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Snapshot;
import dev.muster.simulator.Simulation.Decider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every property over many random worlds. {@code -Dmuster.worlds=100000} (or MUSTER_WORLDS in the environment) sets how many, {@code -Dmuster.seed=7} the first seed; a failure
 * prints the seed of its world.
 */
class DecisionPropertiesTest {
    private static final int WORLDS = Integer.getInteger(
            "muster.worlds", Integer.parseInt(System.getenv().getOrDefault("MUSTER_WORLDS", "5000")));
    private static final long FIRST_SEED = Long.getLong("muster.seed", 1);

    @TestFactory
    Stream<DynamicTest> inEveryRandomWorld() {
        Map<String, String> broken = broken(Autoscaler::decide, FIRST_SEED, WORLDS);
        return Properties.ALL.stream()
                .map(property -> DynamicTest.dynamicTest(
                        property.sentence(),
                        () -> assertThat(broken.get(property.sentence()))
                                .as("first violation in worlds %d to %d", FIRST_SEED, FIRST_SEED + WORLDS - 1)
                                .isNull()));
    }

    /** By the property's sentence: its first violation, with the seed of the world. */
    static Map<String, String> broken(Decider decider, long firstSeed, int worlds) {
        Map<String, String> broken = new LinkedHashMap<>();
        for (long seed = firstSeed; seed < firstSeed + worlds; seed++) {
            Snapshot snapshot = RandomWorld.of(seed);
            Decision decision = decider.decide(snapshot);
            for (Property property : Properties.ALL) {
                if (!broken.containsKey(property.sentence())) {
                    Optional<String> violation = property.check().violation(snapshot, decision, decider);
                    if (violation.isPresent()) {
                        broken.put(
                                property.sentence(),
                                "seed " + seed + ": " + violation.get() + "\n" + snapshot + "\n" + decision);
                    }
                }
            }
        }
        return broken;
    }
}
