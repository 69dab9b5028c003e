package dev.muster.daemon.behaviour;

import dev.muster.core.node.DesiredState.Phase;
import dev.muster.daemon.behaviour.Effect.Farewell;
import dev.muster.daemon.behaviour.Effect.Force;
import dev.muster.daemon.behaviour.Effect.Say;
import dev.muster.daemon.behaviour.Effect.Weight;
import dev.muster.daemon.behaviour.StopProgress.EndingWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The daemon as a function: what it was, what happened, when: what it is then, and what has to be done. First the happening is taken in,
 * then whatever is due by now is done, so that every happening is also a tick and none can hold up the others.
 */
public final class NodeBehaviour {
    static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    static final Duration LOOK_AT_LEAST_EVERY = Duration.ofSeconds(15);
    /** A look may take this part of the time: hosts with very many processes are looked at less often. */
    static final int LOOK_SHARE = 50;

    private NodeBehaviour() {}

    public static StepResult step(DaemonState state, DaemonEvent happening, ClockReading moment) {
        if (state.isOver()) {
            return StepResult.to(state);
        }
        return taken(state, happening, moment).then(next -> next.isOver() ? StepResult.to(next) : due(next, moment));
    }

    /** When to step again if nothing happens before. */
    public static Instant wakeAt(DaemonState state) {
        List<Instant> alarms = new ArrayList<>();
        alarms.add(state.sight().lookAt());
        alarms.add(HeadConversation.wakeAt(state));
        switch (state.ending()) {
            case EndingWork ending -> alarms.add(ending.next());
            case StopProgress.Parting parting -> alarms.add(parting.leaveAt());
            case StopProgress.NotYet _, StopProgress.Over _ -> {}
        }
        return alarms.stream().min(Instant::compareTo).orElseThrow();
    }

    private static StepResult taken(DaemonState state, DaemonEvent happening, ClockReading moment) {
        return switch (happening) {
            case DaemonEvent.Tick _ -> StepResult.to(state);
            case DaemonEvent.Looked looked -> StepResult.to(state.with(sight(looked, moment.now())));
            case DaemonEvent.CertificateInstalled installed ->
                StepResult.to(state.with(installed.renewal()), new Say(Weight.NOTE, "the certificate is renewed"));
            case DaemonEvent.WorkSignalled signalled -> signalled(state, signalled.left(), moment.now());
            case DaemonEvent.Welcomed welcomed -> HeadConversation.welcomed(state, welcomed, moment);
            case DaemonEvent.Ordered ordered -> HeadConversation.ordered(state, ordered);
            case DaemonEvent.Superseded superseded -> superseded(state, superseded);
            case DaemonEvent.Lost lost -> HeadConversation.lost(state, lost, moment);
            case DaemonEvent.Nudged _ -> HeadConversation.nudged(state, moment.now());
        };
    }

    private static StepResult due(DaemonState state, ClockReading moment) {
        return look(state, moment.now())
                .then(next -> HeadConversation.due(next, moment))
                .then(next -> stopping(next, moment.now()));
    }

    private static Observation sight(DaemonEvent.Looked looked, Instant now) {
        Duration pause = Duration.ofNanos(looked.took().toNanos() * LOOK_SHARE);
        if (pause.compareTo(LOOK_EVERY) < 0) {
            pause = LOOK_EVERY;
        } else if (pause.compareTo(LOOK_AT_LEAST_EVERY) > 0) {
            pause = LOOK_AT_LEAST_EVERY;
        }
        return new Observation(looked.work(), looked.facts(), now.plus(pause));
    }

    private static StepResult look(DaemonState state, Instant now) {
        if (now.isBefore(state.sight().lookAt())) {
            return StepResult.to(state);
        }
        return StepResult.to(state.with(state.sight().lookingAt(now.plus(LOOK_EVERY))), new Effect.Look());
    }

    private static StepResult superseded(DaemonState state, DaemonEvent.Superseded superseded) {
        if (superseded.link() != state.contact().link()) {
            return StepResult.to(state);
        }
        return StepResult.to(
                state.with(new StopProgress.Over()),
                new Say(Weight.WARNING, "superseded: " + superseded.reason()),
                new Effect.HangUp(superseded.link()),
                new Effect.Exit(Farewell.SUPERSEDED));
    }

    private static StepResult stopping(DaemonState state, Instant now) {
        boolean toStop = state.orders().phase() == Phase.STOP;
        return switch (state.ending()) {
            case StopProgress.Over _ -> StepResult.to(state);
            case StopProgress.Parting parting when now.isBefore(parting.leaveAt()) -> StepResult.to(state);
            case StopProgress.Parting _ -> HeadConversation.leave(state);
            case StopProgress.NotYet _ when !toStop -> StepResult.to(state);
            case StopProgress.NotYet _ ->
                StepResult.to(
                        state.with(EndingWork.from(now)),
                        new Say(Weight.NOTE, "told to stop: ending all work"),
                        new Effect.SignalWork(Force.ASK));
            case EndingWork _
            when !toStop ->
                StepResult.to(state.with(new StopProgress.NotYet()), new Say(Weight.NOTE, "the stop was taken back"));
            case EndingWork ending when now.isBefore(ending.next()) -> StepResult.to(state);
            case EndingWork ending ->
                StepResult.to(state.with(ending.lookingAgain(now)), new Effect.SignalWork(ending.force(now)));
        };
    }

    private static StepResult signalled(DaemonState state, int left, Instant now) {
        if (!(state.ending() instanceof EndingWork ending)) {
            return StepResult.to(state);
        }
        EndingWork next = ending.found(left);
        if (next.isDone()) {
            return HeadConversation.parting(state, now);
        }
        if (next.isHopeless(now)) {
            String text = left + " processes of this node cannot be ended; stopping without";
            return StepResult.to(state, new Say(Weight.WARNING, text))
                    .then(last -> HeadConversation.parting(last, now));
        }
        return StepResult.to(state.with(next));
    }
}
