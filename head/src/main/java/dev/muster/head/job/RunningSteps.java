package dev.muster.head.job;

import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import dev.muster.core.event.StepState;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.StepListener;
import dev.muster.core.status.NodeStatus.RunningStep;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which set-up step runs on each node, so that nobody waits without knowing for what. Any thread may use it. */
public final class RunningSteps {
    private final Map<NodeKey, RunningStep> steps = new ConcurrentHashMap<>();

    /** Returns the steps that run now. */
    public Map<NodeKey, RunningStep> all() {
        return Map.copyOf(steps);
    }

    /** Returns a listener that passes on what happens in the set-up of a node. */
    StepListener follow(NodeKey node, StepListener next) {
        return new StepListener() {
            @Override
            public void write(Event event) {
                record(node, event);
                next.write(event);
            }

            @Override
            public OutputSink output() {
                return next.output();
            }
        };
    }

    private void record(NodeKey node, Event event) {
        event.stepState().ifPresent(state -> {
            if (state == StepState.STARTED) {
                steps.put(node, new RunningStep(event.step().orElse(""), event.at()));
            } else {
                steps.remove(node);
            }
        });
    }

    /** The set-up has ended, in any way: a step that was interrupted writes nothing. */
    void end(NodeKey node) {
        steps.remove(node);
    }
}
