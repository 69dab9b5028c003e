package dev.muster.launcher.bootstrap;

/** A step of a node's set-up, and why it has to run. */
public record PlannedStep(BootstrapStep step, Need need) {
    public boolean isSkipped() {
        return need == Need.NONE || need == Need.KEPT;
    }

    /** Says why a planned step has to run, or that it does not have to. */
    public enum Need {
        NONE("unchanged"),
        /** The step may have begun, but never ended. */
        NEVER_DONE("not done yet"),
        CHANGED("changed"),
        NOT_CLAIMED("not claimed yet"),
        NOT_ON_HOST("not on the host yet"),
        NOT_RUNNING("not running"),
        /** The operator wants it to be started again. */
        RESTART("to be started again"),
        /** It would have to run, but the operator wants what runs to stay as it is. */
        KEPT("changed, but it is not restarted");

        private final String description;

        Need(String description) {
            this.description = description;
        }

        /** Returns the text for operators that follows the step's name. */
        public String describe() {
            return description;
        }
    }
}
