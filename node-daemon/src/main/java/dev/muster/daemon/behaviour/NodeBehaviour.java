package dev.muster.daemon.behaviour;

import dev.muster.core.node.DesiredState;
import dev.muster.core.node.DesiredState.Phase;
import dev.muster.daemon.behaviour.Effect.EndSignal;
import dev.muster.daemon.behaviour.Effect.ExitReason;
import dev.muster.daemon.behaviour.Effect.Log;
import dev.muster.daemon.behaviour.Effect.LogLevel;
import dev.muster.daemon.behaviour.StopProgress.EndingWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The daemon's behaviour as a pure function: state, event and time give the next state and the effects to run. A step first handles the event and then does
 * everything that is due by now, so every event is also a tick and a flood of events delays nothing.
 */
public final class NodeBehaviour {
    static final Duration OBSERVE_INTERVAL = Duration.ofSeconds(1);
    static final Duration MAX_OBSERVE_INTERVAL = Duration.ofSeconds(15);
    /** Observing may take at most one part in so many of the time, so hosts with very many processes are observed less often. */
    static final int MAX_OBSERVE_SHARE = 50;

    private NodeBehaviour() {}

    /** Handles one event. */
    public static Transition step(DaemonState state, DaemonEvent event, StepContext context) {
        if (state.hasEnded()) {
            return Transition.to(state);
        }
        return handle(state, event, context)
                .then(next -> next.hasEnded() ? Transition.to(next) : runDue(next, context));
    }

    /** When to step again if no event comes before. */
    public static Instant wakeAt(DaemonState state) {
        List<Instant> alarms = new ArrayList<>();
        alarms.add(state.observation().nextAt());
        alarms.add(HeadConversation.wakeAt(state));
        switch (state.stop()) {
            case EndingWork ending -> alarms.add(ending.next());
            case StopProgress.SendingLastReport sending -> alarms.add(sending.exitAt());
            case StopProgress.NotStopping _, StopProgress.Ended _ -> {}
        }
        return alarms.stream().min(Instant::compareTo).orElseThrow();
    }

    private static Transition handle(DaemonState state, DaemonEvent event, StepContext context) {
        return switch (event) {
            case DaemonEvent.Tick _ -> Transition.to(state);
            case DaemonEvent.MachineObserved observed ->
                Transition.to(state.with(observation(observed, context.now())));
            case DaemonEvent.CertificateInstalled installed ->
                Transition.to(
                        state.with(installed.renewal()), new Log(LogLevel.INFO, "installed a renewed certificate"));
            case DaemonEvent.WorkSignalled signalled -> onWorkSignalled(state, signalled.remaining(), context.now());
            case DaemonEvent.Welcomed welcomed -> HeadConversation.onWelcomed(state, welcomed, context);
            case DaemonEvent.DesiredStateReceived received -> HeadConversation.onDesiredState(state, received);
            case DaemonEvent.Superseded superseded -> onSuperseded(state, superseded);
            case DaemonEvent.ConnectionLost lost -> HeadConversation.onConnectionLost(state, lost, context);
            case DaemonEvent.DialRequested _ -> HeadConversation.onDialRequested(state, context.now());
        };
    }

    private static Transition runDue(DaemonState state, StepContext context) {
        return observeIfDue(state, context.now())
                .then(next -> HeadConversation.runDue(next, context))
                .then(next -> stopIfDue(next, context.now()));
    }

    private static Observation observation(DaemonEvent.MachineObserved observed, Instant now) {
        Duration pause = Duration.ofNanos(observed.took().toNanos() * MAX_OBSERVE_SHARE);
        if (pause.compareTo(OBSERVE_INTERVAL) < 0) {
            pause = OBSERVE_INTERVAL;
        } else if (pause.compareTo(MAX_OBSERVE_INTERVAL) > 0) {
            pause = MAX_OBSERVE_INTERVAL;
        }
        return new Observation(observed.work(), observed.engine(), observed.facts(), now.plus(pause));
    }

    private static Transition observeIfDue(DaemonState state, Instant now) {
        if (now.isBefore(state.observation().nextAt())) {
            return Transition.to(state);
        }
        Optional<Phase> desired = state.orders().desired().map(DesiredState::phase);
        return Transition.to(
                state.with(state.observation().withNextAt(now.plus(OBSERVE_INTERVAL))),
                new Effect.ObserveMachine(desired));
    }

    private static Transition onSuperseded(DaemonState state, DaemonEvent.Superseded superseded) {
        if (superseded.link() != state.connection().link()) {
            return Transition.to(state);
        }
        return Transition.to(
                state.with(new StopProgress.Ended()),
                new Log(LogLevel.WARNING, "superseded: " + superseded.reason()),
                new Effect.Disconnect(superseded.link()),
                new Effect.Exit(ExitReason.SUPERSEDED));
    }

    private static Transition stopIfDue(DaemonState state, Instant now) {
        boolean mustStop = state.orders().phase() == Phase.STOP;
        return switch (state.stop()) {
            case StopProgress.Ended _ -> Transition.to(state);
            case StopProgress.SendingLastReport sending when now.isBefore(sending.exitAt()) -> Transition.to(state);
            case StopProgress.SendingLastReport _ -> HeadConversation.exit(state);
            case StopProgress.NotStopping _ when !mustStop -> Transition.to(state);
            case StopProgress.NotStopping _ ->
                Transition.to(
                        state.with(EndingWork.from(now)),
                        new Log(LogLevel.INFO, "stopping: ending all work of this node"),
                        new Effect.SignalWork(EndSignal.TERMINATE));
            case EndingWork _
            when !mustStop ->
                Transition.to(
                        state.with(new StopProgress.NotStopping()), new Log(LogLevel.INFO, "the stop was cancelled"));
            case EndingWork ending when now.isBefore(ending.next()) -> Transition.to(state);
            case EndingWork ending ->
                Transition.to(state.with(ending.withNextCheck(now)), new Effect.SignalWork(ending.signal(now)));
        };
    }

    private static Transition onWorkSignalled(DaemonState state, int remaining, Instant now) {
        if (!(state.stop() instanceof EndingWork ending)) {
            return Transition.to(state);
        }
        EndingWork next = ending.withRemaining(remaining);
        if (next.hasNoWorkLeft()) {
            return HeadConversation.sendLastReport(state, now);
        }
        if (next.isTimedOut(now)) {
            String message = remaining + " processes of this node cannot be ended; stopping anyway";
            return Transition.to(state, new Log(LogLevel.WARNING, message))
                    .then(last -> HeadConversation.sendLastReport(last, now));
        }
        return Transition.to(state.with(next));
    }
}
