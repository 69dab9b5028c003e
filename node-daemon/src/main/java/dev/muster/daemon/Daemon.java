package dev.muster.daemon;

import dev.muster.core.port.Time;
import dev.muster.daemon.behaviour.DaemonEvent;
import dev.muster.daemon.behaviour.DaemonState;
import dev.muster.daemon.behaviour.NodeBehaviour;
import dev.muster.daemon.behaviour.StepContext;
import dev.muster.daemon.behaviour.Transition;
import java.time.Duration;
import java.time.Instant;

/** The daemon's loop: waits for an event, decides with {@link NodeBehaviour}, and runs the effects. It has one thread; only the inbox is shared. */
final class Daemon {
    private final Inbox inbox;
    private final EffectRunner effects;
    private final Time time;
    private DaemonState state;

    Daemon(Inbox inbox, EffectRunner effects, Time time, DaemonState state) {
        this.inbox = inbox;
        this.effects = effects;
        this.time = time;
        this.state = state;
    }

    /** Runs until the daemon must exit. */
    void run() throws InterruptedException {
        while (!state.hasEnded()) {
            Duration timeout = Duration.between(time.now(), NodeBehaviour.wakeAt(state));
            handle(inbox.next(timeout));
        }
    }

    private void handle(DaemonEvent event) {
        Instant now = time.now();
        Transition step = NodeBehaviour.step(state, event, new StepContext(now, time.chance()));
        state = step.state();
        step.effects().forEach(effects::run);
    }
}
