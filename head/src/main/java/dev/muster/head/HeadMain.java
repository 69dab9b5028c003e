package dev.muster.head;

/** Stands in for the real head until it lands, so that the build has a program to package. */
public final class HeadMain {
    private HeadMain() {}

    public static void main(String[] arguments) {
        System.out.println("muster-head 0.1.0 " + String.join(" ", arguments));
    }
}
