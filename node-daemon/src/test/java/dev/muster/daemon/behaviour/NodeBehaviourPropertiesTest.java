package dev.muster.daemon.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.node.DesiredState;
import dev.muster.core.node.DesiredState.Phase;
import dev.muster.core.node.RunningWork;
import dev.muster.core.node.Welcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What must hold whatever happens, in whatever order. */
class NodeBehaviourPropertiesTest {
    private static final int CASES = 2_000;
    private static final int STEPS = 80;

    private long newest;
    private long epoch;

    @Test
    void holdsWhateverHappens() {
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
            DaemonEvent happening = any(random, state);
            StepResult step = NodeBehaviour.step(state, happening, new ClockReading(now, random.nextDouble()));
            check("seed " + seed + " step " + at + ": " + happening, state, happening, step, now);
            state = step.state();
            Duration quiet = Duration.between(now, NodeBehaviour.wakeAt(state));
            now = random.nextInt(3) > 0 && quiet.isPositive() ? now.plus(quiet) : now.plusMillis(random.nextInt(3000));
        }
    }

    private void check(String where, DaemonState before, DaemonEvent happening, StepResult step, Instant now) {
        DaemonState after = step.state();
        if (before.isOver()) {
            assertThat(step).as("%s: nothing is done after the end", where).isEqualTo(StepResult.to(before));
            return;
        }
        assertThat(after.orders().headEpoch())
                .as("%s: epochs only rise", where)
                .isGreaterThanOrEqualTo(before.orders().headEpoch());
        assertThat(after.contact().link())
                .as("%s: link numbers only rise", where)
                .isGreaterThanOrEqualTo(newest);
        newest = after.contact().link();
        boolean leaves = step.effects().stream().anyMatch(Effect.Exit.class::isInstance);
        assertThat(leaves).as("%s: it is over exactly when it leaves", where).isEqualTo(after.isOver());
        for (Effect effect : step.effects()) {
            checkEffect(where, effect, before, happening, after);
        }
        if (!after.isOver()) {
            boolean looksNow = step.effects().stream().anyMatch(Effect.Look.class::isInstance);
            assertThat(looksNow || NodeBehaviour.wakeAt(after).isAfter(now))
                    .as("%s: no alarm stays in the past, which would be a busy loop", where)
                    .isTrue();
        }
    }

    private void checkEffect(
            String where, Effect effect, DaemonState before, DaemonEvent happening, DaemonState after) {
        switch (effect) {
            case Effect.Report report -> {
                assertThat(after.contact())
                        .as("%s: reports only on a link", where)
                        .matches(contact -> contact instanceof ConnectionState.Online || after.isOver());
                assertThat(report.link())
                        .as("%s: and on the newest", where)
                        .isEqualTo(after.contact().link());
                boolean idle = report.told().work().isEmpty();
                assertThat(!report.told().drained() || idle)
                        .as("%s: never drained under work", where)
                        .isTrue();
            }
            case Effect.SignalWork _ ->
                assertThat(after.orders().phase())
                        .as("%s: work ends only when the head says stop", where)
                        .isEqualTo(Phase.STOP);
            case Effect.Exit exit
            when exit.farewell() == Effect.Farewell.STOPPED ->
                assertThat(before.orders().phase() == Phase.STOP
                                || after.orders().phase() == Phase.STOP)
                        .as("%s: stops only when told", where)
                        .isTrue();
            case Effect.Exit _ -> assertThat(happening).as("%s", where).isInstanceOf(DaemonEvent.Superseded.class);
            case Effect.Dial _ ->
                assertThat(before.contact())
                        .as("%s: one link at a time", where)
                        .isNotInstanceOf(ConnectionState.Online.class);
            case Effect.Look _,
                    Effect.HangUp _,
                    Effect.RememberEpoch _,
                    Effect.InstallCertificate _,
                    Effect.CutOff _,
                    Effect.Rejoined _,
                    Effect.Say _ -> {}
        }
    }

    private DaemonEvent any(RandomGenerator random, DaemonState state) {
        long link = Math.max(0, state.contact().link() - (random.nextInt(8) == 0 ? 1 : 0));
        List<RunningWork> work = random.nextBoolean() ? List.of() : List.of(Scene.session("s" + random.nextInt(3)));
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> new DaemonEvent.Tick();
            case 3, 4 ->
                new DaemonEvent.Looked(
                        work, Scene.facts("vm" + random.nextInt(2)), Duration.ofMillis(random.nextInt(200)));
            case 5, 6 ->
                new DaemonEvent.Welcomed(
                        link,
                        new Welcome(
                                epoch += random.nextInt(3) - 1, Scene.LEASE, Duration.ofMillis(random.nextInt(3000))));
            case 7, 8 -> new DaemonEvent.Ordered(link, anyOrder(random));
            case 9 -> new DaemonEvent.Lost(link, "lost");
            case 10 -> new DaemonEvent.WorkSignalled(random.nextInt(3));
            default ->
                switch (random.nextInt(12)) {
                    case 0 -> new DaemonEvent.Superseded(link, "newer");
                    case 1, 2 ->
                        new DaemonEvent.CertificateInstalled(new Renewal(Scene.START.plusSeconds(900), Instant.EPOCH));
                    default -> new DaemonEvent.Nudged();
                };
        };
    }

    private static DesiredState anyOrder(RandomGenerator random) {
        Phase phase = random.nextInt(5) == 0 ? Phase.STOP : random.nextBoolean() ? Phase.RUN : Phase.DRAIN;
        return Scene.desired(random.nextInt(5), phase);
    }
}
