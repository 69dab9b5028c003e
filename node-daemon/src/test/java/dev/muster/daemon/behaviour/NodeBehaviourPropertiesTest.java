package dev.muster.daemon.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.node.DesiredState;
import dev.muster.core.node.DesiredState.Phase;
import dev.muster.core.node.Welcome;
import dev.muster.core.status.RunningWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Checks safety properties with random sequences of events. */
class NodeBehaviourPropertiesTest {
    private static final int CASES = 2_000;
    private static final int STEPS = 80;

    private long newest;
    private long epoch;

    @Test
    void safetyPropertiesHoldForRandomEvents() {
        for (int seed = 0; seed < CASES; seed++) {
            walk(seed);
        }
    }

    private void walk(int seed) {
        RandomGenerator random = new java.util.SplittableRandom(seed);
        DaemonState state = DaemonState.atStart(
                Scene.START, Scene.FACTS, 5, new Renewal(Scene.START.plusSeconds(60), Instant.EPOCH));
        Instant now = Scene.START;
        newest = 0;
        epoch = 5;
        for (int at = 0; at < STEPS; at++) {
            DaemonEvent event = any(random, state);
            Transition step = NodeBehaviour.step(state, event, new StepContext(now, random.nextDouble()));
            check("seed " + seed + " step " + at + ": " + event, state, event, step, now);
            state = step.state();
            Duration quiet = Duration.between(now, NodeBehaviour.wakeAt(state));
            now = random.nextInt(3) > 0 && quiet.isPositive() ? now.plus(quiet) : now.plusMillis(random.nextInt(3000));
        }
    }

    private void check(String where, DaemonState before, DaemonEvent event, Transition step, Instant now) {
        DaemonState after = step.state();
        if (before.hasEnded()) {
            assertThat(step).as("%s: there are no effects after the end", where).isEqualTo(Transition.to(before));
            return;
        }
        assertThat(after.orders().headEpoch())
                .as("%s: epochs only increase", where)
                .isGreaterThanOrEqualTo(before.orders().headEpoch());
        assertThat(after.connection().link())
                .as("%s: link numbers only increase", where)
                .isGreaterThanOrEqualTo(newest);
        newest = after.connection().link();
        boolean exits = step.effects().stream().anyMatch(Effect.Exit.class::isInstance);
        assertThat(exits).as("%s: it has ended exactly when it exits", where).isEqualTo(after.hasEnded());
        for (Effect effect : step.effects()) {
            checkEffect(where, effect, before, event, after);
        }
        if (!after.hasEnded()) {
            boolean observesNow = step.effects().stream().anyMatch(Effect.ObserveMachine.class::isInstance);
            assertThat(observesNow || NodeBehaviour.wakeAt(after).isAfter(now))
                    .as("%s: the wake-up is in the future, or the loop would be busy", where)
                    .isTrue();
        }
    }

    private void checkEffect(String where, Effect effect, DaemonState before, DaemonEvent event, DaemonState after) {
        switch (effect) {
            case Effect.Report report -> {
                assertThat(after.connection())
                        .as("%s: reports only while connected", where)
                        .matches(connection -> connection instanceof ConnectionState.Online || after.hasEnded());
                assertThat(report.link())
                        .as("%s: and on the newest", where)
                        .isEqualTo(after.connection().link());
                boolean idle = report.report().work().isEmpty();
                assertThat(!report.report().drained() || idle)
                        .as("%s: never drained while work runs", where)
                        .isTrue();
            }
            case Effect.SignalWork _ ->
                assertThat(after.orders().phase())
                        .as("%s: work ends only if the head wants a stop", where)
                        .isEqualTo(Phase.STOP);
            case Effect.Exit exit
            when exit.reason() == Effect.ExitReason.STOPPED ->
                assertThat(before.orders().phase() == Phase.STOP
                                || after.orders().phase() == Phase.STOP)
                        .as("%s: stops only if the head wants it", where)
                        .isTrue();
            case Effect.Exit _ -> assertThat(event).as("%s", where).isInstanceOf(DaemonEvent.Superseded.class);
            case Effect.Dial _ ->
                assertThat(before.connection())
                        .as("%s: one connection at a time", where)
                        .isNotInstanceOf(ConnectionState.Online.class);
            case Effect.ObserveMachine _,
                    Effect.Disconnect _,
                    Effect.RememberEpoch _,
                    Effect.InstallCertificate _,
                    Effect.CutOff _,
                    Effect.Rejoined _,
                    Effect.Log _ -> {}
        }
    }

    private DaemonEvent any(RandomGenerator random, DaemonState state) {
        long link = Math.max(0, state.connection().link() - (random.nextInt(8) == 0 ? 1 : 0));
        List<RunningWork> work = random.nextBoolean() ? List.of() : List.of(Scene.session("s" + random.nextInt(3)));
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> new DaemonEvent.Tick();
            case 3, 4 ->
                new DaemonEvent.MachineObserved(
                        work,
                        EngineObservation.NONE,
                        Scene.facts("vm" + random.nextInt(2)),
                        Duration.ofMillis(random.nextInt(200)));
            case 5, 6 ->
                new DaemonEvent.Welcomed(
                        link,
                        new Welcome(
                                epoch += random.nextInt(3) - 1, Scene.LEASE, Duration.ofMillis(random.nextInt(3000))));
            case 7, 8 -> new DaemonEvent.DesiredStateReceived(link, anyDesiredState(random));
            case 9 -> new DaemonEvent.ConnectionLost(link, "lost");
            case 10 -> new DaemonEvent.WorkSignalled(random.nextInt(3));
            default ->
                switch (random.nextInt(12)) {
                    case 0 -> new DaemonEvent.Superseded(link, "newer");
                    case 1, 2 ->
                        new DaemonEvent.CertificateInstalled(new Renewal(Scene.START.plusSeconds(900), Instant.EPOCH));
                    default -> new DaemonEvent.DialRequested();
                };
        };
    }

    private static DesiredState anyDesiredState(RandomGenerator random) {
        Phase phase = random.nextInt(5) == 0 ? Phase.STOP : random.nextBoolean() ? Phase.RUN : Phase.DRAIN;
        return Scene.desired(random.nextInt(5), phase);
    }
}
