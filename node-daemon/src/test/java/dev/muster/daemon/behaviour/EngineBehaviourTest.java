package dev.muster.daemon.behaviour;

import static dev.muster.daemon.behaviour.Scene.only;
import static dev.muster.daemon.behaviour.Scene.reports;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.node.DesiredState.Phase;
import dev.muster.core.status.EngineStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineBehaviourTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Scene scene = new Scene();

    private static EngineObservation alive(EngineStatus.Phase phase) {
        return new EngineObservation(Optional.of(new EngineStatus(phase, Scene.START, 0, List.of())), true);
    }

    private static EngineObservation ended() {
        EngineStatus failed = new EngineStatus(EngineStatus.Phase.FAILED, Scene.START, 0, List.of("exited 1"));
        return new EngineObservation(Optional.of(failed), false);
    }

    @Test
    void aChangeOfTheEngineIsReportedAtOnce() {
        scene.setEngine(alive(EngineStatus.Phase.STARTING));
        scene.online();
        scene.during(SECOND);
        scene.setEngine(alive(EngineStatus.Phase.READY));
        List<Effect.Report> sent = reports(scene.after(SECOND));
        assertThat(sent.getLast().report().engine().map(EngineStatus::phase)).contains(EngineStatus.Phase.READY);
    }

    @Test
    void aNodeIsDrainedOnceItsEngineHasEnded() {
        scene.setEngine(alive(EngineStatus.Phase.READY));
        scene.online();
        assertThat(reports(scene.receives(2, Phase.DRAIN)).getLast().report().drained())
                .isFalse();
        scene.setEngine(ended());
        assertThat(reports(scene.after(SECOND)).getLast().report().drained()).isTrue();
    }

    @Test
    void theEngineFollowsTheDesiredPhaseAtEachObservation() {
        scene.online();
        scene.receives(2, Phase.DRAIN);
        scene.all.clear();
        scene.during(SECOND);
        assertThat(only(Effect.ObserveMachine.class, scene.all))
                .isNotEmpty()
                .allMatch(observe -> observe.desired().equals(Optional.of(Phase.DRAIN)));
    }

    @Test
    void theEngineStaysAsItIsBeforeTheHeadHasSentAPhase() {
        scene.online();
        scene.during(SECOND);
        assertThat(only(Effect.ObserveMachine.class, scene.all))
                .isNotEmpty()
                .allMatch(observe -> observe.desired().isEmpty());
    }
}
