package dev.muster.cli.console;

/** The operator's web browser. */
public interface Browser {
    /** Opens the address without waiting for the browser. Returns whether one was started; where there is no screen, none is. */
    boolean open(String address);
}
