package dev.muster.cli.text;

import dev.muster.core.ClusterState;
import dev.muster.core.NodeState;

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

    /** Returns the tone for the state of an event: a node's state or a step's. */
    public static Tone ofState(String state) {
        return switch (state) {
            case "ready", "done" -> GOOD;
            case "failed", "lost" -> BAD;
            case "skipped" -> FAINT;
            default -> PLAIN;
        };
    }
}
