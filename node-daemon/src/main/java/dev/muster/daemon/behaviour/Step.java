package dev.muster.daemon.behaviour;

import java.util.ArrayList;
import java.util.List;

/** The answer to one happening. */
public record Step(DaemonState state, List<Effect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }

    static Step to(DaemonState state, Effect... effects) {
        return new Step(state, List.of(effects));
    }

    /** This step, then another one from where it ends. */
    Step then(Next next) {
        Step following = next.from(state);
        List<Effect> all = new ArrayList<>(effects);
        all.addAll(following.effects);
        return new Step(following.state, all);
    }

    @FunctionalInterface
    interface Next {
        Step from(DaemonState state);
    }
}
