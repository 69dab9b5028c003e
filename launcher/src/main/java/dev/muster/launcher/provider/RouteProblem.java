package dev.muster.launcher.provider;

/**
 * Why the head and a host cannot reach each other, although the operator's machine reaches both.
 *
 * @param text what is wrong, without the name of the host
 * @param fix what to do
 */
public record RouteProblem(String text, String fix) {
    /** Returns both as one sentence about the host. */
    public String about(String host) {
        return host + ": " + text + ": " + fix;
    }
}
