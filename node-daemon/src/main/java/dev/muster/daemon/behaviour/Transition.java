package dev.muster.daemon.behaviour;

import java.util.ArrayList;
import java.util.List;

/** The result of one step: the next state, and the effects to run. */
public record Transition(DaemonState state, List<Effect> effects) {
    public Transition {
        effects = List.copyOf(effects);
    }

    static Transition to(DaemonState state, Effect... effects) {
        return new Transition(state, List.of(effects));
    }

    /** This step followed by another one that starts from its state; the effects are joined. */
    Transition then(Next next) {
        Transition following = next.from(state);
        List<Effect> all = new ArrayList<>(effects);
        all.addAll(following.effects);
        return new Transition(following.state, all);
    }

    @FunctionalInterface
    interface Next {
        Transition from(DaemonState state);
    }
}
