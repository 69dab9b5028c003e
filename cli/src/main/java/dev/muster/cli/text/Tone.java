package dev.muster.cli.text;

import dev.muster.core.ClusterState;
import dev.muster.core.NodeState;
import dev.muster.core.event.Event;
import dev.muster.core.event.StepState;

/** The meaning of a text, shown by a colour. The text says the same without the colour. */
public enum Tone {
    PLAIN(""),
    GOOD("\033[32m"),
    BUSY("\033[33m"),
    BAD("\033[31m"),
    FAINT("\033[2m"),
    STRONG("\033[1m");

    final String code;

    Tone(String code) {
        this.code = code;
    }

    public static Tone of(NodeState state) {
        return switch (state) {
            case READY -> GOOD;
            case REQUESTED, STARTING, DRAINING, DRAINED, STOPPING -> BUSY;
            case LOST, FAILED -> BAD;
        };
    }

    public static Tone of(ClusterState state) {
        return switch (state) {
            case READY -> GOOD;
            case STARTING, STOPPING -> BUSY;
            case DEGRADED, DOWN -> BAD;
        };
    }

    public static Tone of(StepState state) {
        return switch (state) {
            case DONE -> GOOD;
            case FAILED -> BAD;
            case SKIPPED -> FAINT;
            case STARTED -> PLAIN;
        };
    }

    /** Returns the tone of the step's or the node's state; plain for events of other kinds. */
    public static Tone of(Event event) {
        return event.stepState()
                .map(Tone::of)
                .or(() -> event.nodeState().map(Tone::of))
                .orElse(PLAIN);
    }
}
