package dev.muster.autoscaler;

import static dev.muster.autoscaler.TestWorld.NOW;
import static dev.muster.autoscaler.TestWorld.cpu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.planner.Autoscaler;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchBackoffTest {
    private static final NodeKey KEY = new NodeKey("cpu-1");

    private static Ledger failing(int rounds) {
        Ledger ledger = Ledger.EMPTY;
        Instant at = NOW;
        for (int round = 0; round < rounds; round++) {
            ledger = ledger.after(List.of(new Outcome.Failed(KEY, "cpu", at, "no route to host", true)), at);
            at = ledger.of("cpu").retryAt().orElseThrow();
        }
        return ledger;
    }

    private static Decision decideAt(Ledger ledger, Instant now) {
        TestWorld world =
                new TestWorld().type("cpu", 4, 9).offer("cpu", cpu(4), 9).ledger(ledger);
        return Autoscaler.decide(world.snapshotAt(now));
    }

    @Test
    void pausesTenSecondsAtFirstAndTwiceAsLongAfterEachFailure() {
        assertThat(LaunchBackoff.PAUSE.delay(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(LaunchBackoff.PAUSE.delay(2)).isEqualTo(Duration.ofSeconds(20));
        assertThat(LaunchBackoff.PAUSE.delay(5)).isEqualTo(Duration.ofSeconds(160));
        assertThat(LaunchBackoff.PAUSE.delay(1000)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void launchesNothingDuringThePauseAndEverythingAfterIt() {
        Ledger ledger = failing(1);

        assertThat(decideAt(ledger, NOW.plusSeconds(9)).actions()).isEmpty();
        assertThat(decideAt(ledger, NOW.plusSeconds(10)).actions()).hasSize(4);
    }

    @Test
    void givesTheLastErrorInTheRefusal() {
        Decision decision = decideAt(failing(1), NOW.plusSeconds(1));

        assertThat(decision.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason().code()).isEqualTo(Code.BACK_OFF);
            assertThat(refusal.reason().text())
                    .isEqualTo(
                            "type cpu is 4 nodes below its minimum: launches of type cpu are paused until 12:00:10 UTC after a failure: no route to host");
        });
    }

    @Test
    void nodesThatFailTogetherCountAsOneRound() {
        Ledger ledger = Ledger.EMPTY;
        for (int node = 1; node <= 8; node++) {
            ledger = ledger.after(
                    List.of(new Outcome.Failed(NodeKey.worker("cpu", node), "cpu", NOW, "refused", true)),
                    NOW.plusMillis(node));
        }

        assertThat(ledger.of("cpu").failures()).isEqualTo(1);
    }

    @Test
    void afterFiveRoundsOnlyTwoNodesAreTriedAtATime() {
        Ledger ledger = failing(5);
        Instant retry = ledger.of("cpu").retryAt().orElseThrow();

        assertThat(ledger.of("cpu").isProtected()).isTrue();
        assertThat(decideAt(ledger, retry.minusSeconds(1))
                        .refusals()
                        .getFirst()
                        .reason()
                        .code())
                .isEqualTo(Code.PROTECTED);
        assertThat(decideAt(ledger, retry).actions()).hasSize(2);
    }

    @Test
    void aProtectedTypeWithoutMachinesReportsTheMissingMachines() {
        Ledger ledger = failing(5);
        Instant retry = ledger.of("cpu").retryAt().orElseThrow();
        TestWorld oneMachine =
                new TestWorld().type("cpu", 4, 9).offer("cpu", cpu(4), 1).ledger(ledger);

        Decision decision = Autoscaler.decide(oneMachine.snapshotAt(retry));

        assertThat(decision.actions()).hasSize(1);
        assertThat(decision.refusals())
                .extracting(refusal -> refusal.reason().code())
                .containsExactly(Code.NO_OFFER);
    }

    @Test
    void aMaximumThatAFailedNodeUsesUpIsExplained() {
        TestWorld full = new TestWorld()
                .type("cpu", 2, 2)
                .offer("cpu", cpu(4), 9)
                .idle("cpu-1", cpu(4), Duration.ZERO)
                .in(NodeState.FAILED, "cpu-2", cpu(4));

        assertThat(full.decide().refusals())
                .extracting(refusal -> refusal.reason().text())
                .containsExactly("type cpu is 1 node below its minimum: type cpu is at its max_workers of 2,"
                        + " including 1 node that is failed, lost or being removed");
    }

    @Test
    void aFailureThatARetryCannotFixCountsTwice() {
        Ledger ledger =
                Ledger.EMPTY.after(List.of(new Outcome.Failed(KEY, "cpu", NOW, "authentication failed", false)), NOW);

        assertThat(ledger.of("cpu").failures()).isEqualTo(2);
    }

    @Test
    void aNodeThatJoinsEndsTheBackoff() {
        Ledger ledger = failing(5).after(List.of(new Outcome.Joined(KEY, "cpu", Duration.ofSeconds(40))), NOW);

        assertThat(ledger.of("cpu").failures()).isZero();
        assertThat(ledger.of("cpu").retryAt()).isEmpty();
        assertThat(ledger.of("cpu").bootTime()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void aNewUpEndsTheBackoff() {
        Ledger ledger = failing(5).withoutFailures();

        assertThat(decideAt(ledger, NOW).actions()).hasSize(4);
    }

    @Test
    void bootTimesAreSmoothed() {
        Ledger ledger = Ledger.EMPTY;
        for (int seconds : new int[] {100, 200}) {
            ledger = ledger.after(List.of(new Outcome.Joined(KEY, "cpu", Duration.ofSeconds(seconds))), NOW);
        }

        assertThat(ledger.of("cpu").bootTime()).isEqualTo(Duration.ofSeconds(125));
    }

    @Test
    void aUsedUpOfferIsNoFailureButPausesLaunchesForAMoment() {
        Ledger ledger = Ledger.EMPTY.after(List.of(new Outcome.CapacityMissing(KEY, "cpu", NOW, "host taken")), NOW);

        assertThat(ledger.of("cpu").failures()).isZero();
        assertThat(decideAt(ledger, NOW.plusSeconds(4)).actions()).isEmpty();
        assertThat(decideAt(ledger, NOW.plusSeconds(5)).actions()).hasSize(4);
    }

    @Test
    void aHostThatCannotBeUsedDoesNotPauseItsType() {
        Ledger ledger = Ledger.EMPTY.after(List.of(new Outcome.HostFailed(KEY, "cpu", NOW, "held by berta")), NOW);

        assertThat(ledger.of("cpu").failures()).isZero();
        assertThat(ledger.of("cpu").lastError()).isEqualTo("held by berta");
        assertThat(decideAt(ledger, NOW).actions()).hasSize(4);
    }

    @Test
    void aLostReadyNodeIsNoFailureOfItsType() {
        Ledger ledger = Ledger.EMPTY.after(List.of(new Outcome.Lost(KEY, "cpu", NOW)), NOW);

        assertThat(ledger.of("cpu").failures()).isZero();
    }
}
