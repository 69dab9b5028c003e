package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import dev.muster.core.Resources;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.DesiredState.Phase;
import dev.muster.core.node.Welcome;
import dev.muster.core.status.RunningWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The daemon's behaviour without a machine. The test gives the events and moves the time, and reads the effects. */
final class Scene {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration LEASE = Duration.ofSeconds(15);
    static final NodeFacts FACTS = facts("vm1");

    Instant now = START;
    DaemonState state = DaemonState.atStart(START, FACTS, 5, Renewal.at(START.plus(Duration.ofDays(19))));
    private List<RunningWork> work = List.of();
    private EngineObservation engine = EngineObservation.NONE;
    private NodeFacts facts = FACTS;
    final List<Effect> all = new ArrayList<>();

    static NodeFacts facts(String hostname) {
        return new NodeFacts(hostname, Resources.of("CPU", 4), 8, 9, Map.of());
    }

    static RunningWork session(String id) {
        return new RunningWork(id, "session", START, Resources.NONE);
    }

    static DesiredState desired(long version, Phase phase) {
        return new DesiredState(version, phase, Resources.NONE, Map.of(), Optional.empty());
    }

    /** Runs one step. An observation is answered at once, as the effect runner does. */
    List<Effect> on(DaemonEvent event) {
        Transition step = NodeBehaviour.step(state, event, new StepContext(now, 0.5));
        state = step.state();
        List<Effect> effects = new ArrayList<>(step.effects());
        all.addAll(effects);
        if (effects.removeIf(effect -> effect instanceof Effect.ObserveMachine)) {
            effects.addAll(on(new DaemonEvent.MachineObserved(work, engine, facts, Duration.ofMillis(2))));
        }
        return effects;
    }

    List<Effect> after(Duration duration) {
        now = now.plus(duration);
        return on(new DaemonEvent.Tick());
    }

    /** Lets time pass as the daemon's loop does, from one wake-up to the next. */
    List<Effect> during(Duration duration) {
        Instant end = now.plus(duration);
        List<Effect> effects = new ArrayList<>();
        while (!state.hasEnded() && !NodeBehaviour.wakeAt(state).isAfter(end)) {
            Instant alarm = NodeBehaviour.wakeAt(state);
            now = alarm.isAfter(now) ? alarm : now;
            effects.addAll(on(new DaemonEvent.Tick()));
        }
        now = end;
        return effects;
    }

    void setWork(RunningWork... running) {
        work = List.of(running);
    }

    void setEngine(EngineObservation next) {
        engine = next;
    }

    void setFacts(NodeFacts next) {
        facts = next;
    }

    long link() {
        return state.connection().link();
    }

    Scene online() {
        on(new DaemonEvent.Tick());
        welcomed(7);
        return this;
    }

    List<Effect> welcomed(long epoch) {
        return on(new DaemonEvent.Welcomed(link(), new Welcome(epoch, LEASE, Duration.ofSeconds(2))));
    }

    List<Effect> receives(long version, Phase phase) {
        return on(new DaemonEvent.DesiredStateReceived(link(), desired(version, phase)));
    }

    static <T> List<T> only(Class<T> kind, List<Effect> effects) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static List<Effect.Report> reports(List<Effect> effects) {
        return only(Effect.Report.class, effects);
    }
}
