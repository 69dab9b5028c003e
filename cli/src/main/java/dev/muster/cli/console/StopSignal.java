package dev.muster.cli.console;

/** A signal by which somebody asks this process to end. */
public enum StopSignal {
    INT(2),
    TERM(15),
    HUP(1);

    private final int number;

    StopSignal(int number) {
        this.number = number;
    }

    /** As a shell sees a process that ended by it. */
    public int exitCode() {
        return 128 + number;
    }
}
