package dev.muster.daemon;

/** Stands in for the real daemon until it lands, so that the build has a program to package. */
public final class DaemonMain {
    private DaemonMain() {}

    public static void main(String[] arguments) {
        System.out.println("muster-daemon 0.1.0 " + String.join(" ", arguments));
    }
}
