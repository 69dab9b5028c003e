package dev.muster.launcher.bootstrap;

/** Why a planned step has to run, or that it has not. */
public enum Need {
    NONE("unchanged"),
    /** Perhaps begun, but never ended. */
    NEVER_DONE("not done yet"),
    CHANGED("changed"),
    NOT_CLAIMED("not claimed yet"),
    NOT_ON_HOST("not on the host yet"),
    NOT_RUNNING("not running");

    private final String description;

    Need(String description) {
        this.description = description;
    }

    /** For operators: it follows the step's name. */
    public String describe() {
        return description;
    }
}
