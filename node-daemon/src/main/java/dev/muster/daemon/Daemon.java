package dev.muster.daemon;

import dev.muster.core.port.Time;
import dev.muster.daemon.behaviour.ClockReading;
import dev.muster.daemon.behaviour.DaemonEvent;
import dev.muster.daemon.behaviour.DaemonState;
import dev.muster.daemon.behaviour.NodeBehaviour;
import dev.muster.daemon.behaviour.StepResult;
import java.time.Duration;
import java.time.Instant;

/** The loop: wait for something to happen, decide, do. All on one thread; nothing is shared but the inbox. */
final class Daemon {
    private final Inbox inbox;
    private final EffectRunner deeds;
    private final Time time;
    private DaemonState state;

    Daemon(Inbox inbox, EffectRunner deeds, Time time, DaemonState state) {
        this.inbox = inbox;
        this.deeds = deeds;
        this.time = time;
        this.state = state;
    }

    /** Returns when this daemon was told to end. */
    void run() throws InterruptedException {
        while (!state.isOver()) {
            Duration quiet = Duration.between(time.now(), NodeBehaviour.wakeAt(state));
            answer(inbox.next(quiet));
        }
    }

    private void answer(DaemonEvent happening) {
        Instant now = time.now();
        StepResult step = NodeBehaviour.step(state, happening, new ClockReading(now, time.chance()));
        state = step.state();
        step.effects().forEach(deeds::carryOut);
    }
}
