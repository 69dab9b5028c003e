package dev.muster.launcher.bootstrap;

/** @param why it has to run; empty where it is skipped */
public record PlannedStep(Step step, String why) {
    public boolean isSkipped() {
        return why.isEmpty();
    }
}
