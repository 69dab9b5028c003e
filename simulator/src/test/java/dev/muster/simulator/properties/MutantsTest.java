package dev.muster.simulator.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Snapshot;
import dev.muster.simulator.Simulation.Decider;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each of these seeded mistakes must violate at least one property, so the properties can fail. */
class MutantsTest {
    private static final int WORLDS = 4_000;

    @TestFactory
    Stream<DynamicTest> everyMutantViolatesAProperty() {
        return Mutants.all().entrySet().stream()
                .map(mutant -> DynamicTest.dynamicTest(
                        mutant.getKey(),
                        () -> assertThat(violation(mutant.getValue()))
                                .as(mutant.getKey())
                                .isPresent()));
    }

    private static Optional<String> violation(Decider mutant) {
        for (long seed = 1; seed <= WORLDS; seed++) {
            Snapshot snapshot = RandomWorld.of(seed);
            Decision decision = mutant.decide(snapshot);
            for (Property property : Properties.ALL) {
                if (property.check().violation(snapshot, decision, mutant).isPresent()) {
                    return Optional.of("seed " + seed + ": " + property.sentence());
                }
            }
        }
        return Optional.empty();
    }
}
