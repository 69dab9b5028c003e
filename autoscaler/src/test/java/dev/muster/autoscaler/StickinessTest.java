package dev.muster.autoscaler;

import static dev.muster.autoscaler.TestWorld.cpu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeKey;
import dev.muster.core.placement.GangStrategy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Demand stays where the last decision placed it, so that one decision does not undo the one before. */
class StickinessTest {
    @Test
    void standingDemandStaysOnItsNodesWhenOthersBecomeBusy() {
        TestWorld before = new TestWorld()
                .type("cpu", 0, 9)
                .idle("cpu-1", cpu(4), Duration.ZERO)
                .idle("cpu-2", cpu(4), Duration.ZERO)
                .standing(cpu(4), 1);
        Decision first = before.decide();
        TestWorld after = new TestWorld()
                .type("cpu", 0, 9)
                .idle("cpu-1", cpu(4), Duration.ZERO)
                .busy("cpu-2", cpu(4), cpu(4))
                .standing(cpu(4), 1)
                .ledger(first.ledger());

        assertThat(first.assigned()).containsOnlyKeys(new NodeKey("cpu-1"));
        assertThat(after.decide().assigned()).containsOnlyKeys(new NodeKey("cpu-1"));
    }

    @Test
    void demandIsPlacedAgainIfThatLeavesLessUnmet() {
        Decision first = new TestWorld()
                .type("cpu", 0, 1)
                .idle("cpu-1", cpu(8), Duration.ZERO)
                .standing(cpu(3), 2)
                .decide();
        TestWorld after = new TestWorld()
                .type("cpu", 0, 2)
                .idle("cpu-1", cpu(8), Duration.ZERO)
                .idle("cpu-2", cpu(6), Duration.ZERO)
                .standing(cpu(3), 2)
                .standing(cpu(8), 1)
                .ledger(first.ledger());

        assertThat(after.decide().unmet()).isEmpty();
        assertThat(after.actions()).isEmpty();
    }

    @Test
    void demandThatShrinksStaysCloseTogether() {
        Decision first = new TestWorld()
                .type("cpu", 0, 9)
                .idle("cpu-1", cpu(4), Duration.ZERO)
                .idle("cpu-2", cpu(4), Duration.ZERO)
                .standing(cpu(2), 4)
                .decide();
        TestWorld after = new TestWorld()
                .type("cpu", 0, 9)
                .idle("cpu-1", cpu(4), Duration.ofHours(1))
                .idle("cpu-2", cpu(4), Duration.ofHours(1))
                .standing(cpu(2), 2)
                .ledger(first.ledger());

        assertThat(after.actions()).containsExactly("drain cpu-2");
    }

    @Test
    void aGangStaysWhereItWasAlthoughABetterNodeJoined() {
        TestWorld before = new TestWorld()
                .type("cpu", 0, 9)
                .idle("cpu-1", cpu(2), Duration.ZERO)
                .idle("cpu-2", cpu(2), Duration.ZERO)
                .gang(GangStrategy.PACK, 2, cpu(2));
        Decision first = before.decide();
        TestWorld after = new TestWorld()
                .type("cpu", 0, 9)
                .idle("cpu-1", cpu(2), Duration.ZERO)
                .idle("cpu-2", cpu(2), Duration.ZERO)
                .idle("cpu-3", cpu(4), Duration.ZERO)
                .gang(GangStrategy.PACK, 2, cpu(2))
                .ledger(first.ledger());

        assertThat(after.decide().ledger().placements())
                .isEqualTo(first.ledger().placements());
    }

    @Test
    void theDecisionIsTheSameIfARestartLosesThePlacements() {
        TestWorld world = new TestWorld()
                .type("cpu", 0, 9)
                .idle("cpu-1", cpu(4), Duration.ZERO)
                .standing(cpu(2), 2);
        Decision decision = world.decide();
        Decision restarted = world.ledger(new Ledger(decision.ledger().types())).decide();

        assertThat(restarted.actions()).isEqualTo(decision.actions());
        assertThat(restarted.assigned()).isEqualTo(decision.assigned());
    }
}
