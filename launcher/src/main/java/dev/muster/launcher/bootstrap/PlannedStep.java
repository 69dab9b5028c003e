package dev.muster.launcher.bootstrap;

/** A step of a node's set-up, and why it has to run. */
public record PlannedStep(BootstrapStep step, Need need) {
    public boolean isSkipped() {
        return need == Need.NONE;
    }
}
