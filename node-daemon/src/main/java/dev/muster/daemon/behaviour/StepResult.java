package dev.muster.daemon.behaviour;

import java.util.ArrayList;
import java.util.List;

/** The result of one step: the next state, and the effects to run. */
public record StepResult(DaemonState state, List<Effect> effects) {
    public StepResult {
        effects = List.copyOf(effects);
    }

    static StepResult to(DaemonState state, Effect... effects) {
        return new StepResult(state, List.of(effects));
    }

    /** This step followed by another one that starts from its state; the effects are joined. */
    StepResult then(Next next) {
        StepResult following = next.from(state);
        List<Effect> all = new ArrayList<>(effects);
        all.addAll(following.effects);
        return new StepResult(following.state, all);
    }

    @FunctionalInterface
    interface Next {
        StepResult from(DaemonState state);
    }
}
