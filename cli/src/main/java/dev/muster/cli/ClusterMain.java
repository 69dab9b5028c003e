package dev.muster.cli;

/** Stands in for the real command until it lands, so that the build has a program to package. */
public final class ClusterMain {
    private ClusterMain() {}

    public static void main(String[] arguments) {
        System.out.println("cluster 0.1.0 " + String.join(" ", arguments));
    }
}
