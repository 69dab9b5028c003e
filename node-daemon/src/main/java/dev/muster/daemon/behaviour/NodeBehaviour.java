package dev.muster.daemon.behaviour;

import dev.muster.core.node.DesiredState.Phase;
import dev.muster.daemon.behaviour.Effect.Farewell;
import dev.muster.daemon.behaviour.Effect.Force;
import dev.muster.daemon.behaviour.Effect.Say;
import dev.muster.daemon.behaviour.Effect.Weight;
import dev.muster.daemon.behaviour.Ending.EndingWork;
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

    public static Step step(DaemonState state, Happening happening, Moment moment) {
        if (state.isOver()) {
            return Step.to(state);
        }
        return taken(state, happening, moment).then(next -> next.isOver() ? Step.to(next) : due(next, moment));
    }

    /** When to step again if nothing happens before. */
    public static Instant wakeAt(DaemonState state) {
        List<Instant> alarms = new ArrayList<>();
        alarms.add(state.sight().lookAt());
        alarms.add(Conversation.wakeAt(state));
        switch (state.ending()) {
            case EndingWork ending -> alarms.add(ending.next());
            case Ending.Parting parting -> alarms.add(parting.leaveAt());
            case Ending.NotYet _, Ending.Over _ -> {}
        }
        return alarms.stream().min(Instant::compareTo).orElseThrow();
    }

    private static Step taken(DaemonState state, Happening happening, Moment moment) {
        return switch (happening) {
            case Happening.Tick _ -> Step.to(state);
            case Happening.Looked looked -> Step.to(state.with(sight(looked, moment.now())));
            case Happening.CertificateInstalled installed ->
                Step.to(state.with(installed.renewal()), new Say(Weight.NOTE, "the certificate is renewed"));
            case Happening.WorkSignalled signalled -> signalled(state, signalled.left(), moment.now());
            case Happening.Welcomed welcomed -> Conversation.welcomed(state, welcomed, moment);
            case Happening.Ordered ordered -> Conversation.ordered(state, ordered);
            case Happening.Superseded superseded -> superseded(state, superseded);
            case Happening.Lost lost -> Conversation.lost(state, lost, moment);
            case Happening.Nudged _ -> Conversation.nudged(state, moment.now());
        };
    }

    private static Step due(DaemonState state, Moment moment) {
        return look(state, moment.now())
                .then(next -> Conversation.due(next, moment))
                .then(next -> stopping(next, moment.now()));
    }

    private static Sight sight(Happening.Looked looked, Instant now) {
        Duration pause = Duration.ofNanos(looked.took().toNanos() * LOOK_SHARE);
        if (pause.compareTo(LOOK_EVERY) < 0) {
            pause = LOOK_EVERY;
        } else if (pause.compareTo(LOOK_AT_LEAST_EVERY) > 0) {
            pause = LOOK_AT_LEAST_EVERY;
        }
        return new Sight(looked.work(), looked.facts(), now.plus(pause));
    }

    private static Step look(DaemonState state, Instant now) {
        if (now.isBefore(state.sight().lookAt())) {
            return Step.to(state);
        }
        return Step.to(state.with(state.sight().lookingAt(now.plus(LOOK_EVERY))), new Effect.Look());
    }

    private static Step superseded(DaemonState state, Happening.Superseded superseded) {
        if (superseded.link() != state.contact().link()) {
            return Step.to(state);
        }
        return Step.to(
                state.with(new Ending.Over()),
                new Say(Weight.WARNING, "superseded: " + superseded.reason()),
                new Effect.HangUp(superseded.link()),
                new Effect.Exit(Farewell.SUPERSEDED));
    }

    private static Step stopping(DaemonState state, Instant now) {
        boolean toStop = state.orders().phase() == Phase.STOP;
        return switch (state.ending()) {
            case Ending.Over _ -> Step.to(state);
            case Ending.Parting parting when now.isBefore(parting.leaveAt()) -> Step.to(state);
            case Ending.Parting _ -> Conversation.leave(state);
            case Ending.NotYet _ when !toStop -> Step.to(state);
            case Ending.NotYet _ ->
                Step.to(
                        state.with(EndingWork.from(now)),
                        new Say(Weight.NOTE, "told to stop: ending all work"),
                        new Effect.SignalWork(Force.ASK));
            case EndingWork _
            when !toStop -> Step.to(state.with(new Ending.NotYet()), new Say(Weight.NOTE, "the stop was taken back"));
            case EndingWork ending when now.isBefore(ending.next()) -> Step.to(state);
            case EndingWork ending ->
                Step.to(state.with(ending.lookingAgain(now)), new Effect.SignalWork(ending.force(now)));
        };
    }

    private static Step signalled(DaemonState state, int left, Instant now) {
        if (!(state.ending() instanceof EndingWork ending)) {
            return Step.to(state);
        }
        EndingWork next = ending.found(left);
        if (next.isDone()) {
            return Conversation.parting(state, now);
        }
        if (next.isHopeless(now)) {
            String text = left + " processes of this node cannot be ended; stopping without";
            return Step.to(state, new Say(Weight.WARNING, text)).then(last -> Conversation.parting(last, now));
        }
        return Step.to(state.with(next));
    }
}
