package dev.muster.launcher.bootstrap;

/** @param why it has to run; empty where it is skipped */
public record PlannedStep(BootstrapStep step, String why) {
    static final String NEVER_DONE = "not done yet";

    /** Perhaps begun, but never ended. */
    boolean wasNeverDone() {
        return why.equals(NEVER_DONE);
    }

    public boolean isSkipped() {
        return why.isEmpty();
    }
}
