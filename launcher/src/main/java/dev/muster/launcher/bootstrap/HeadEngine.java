package dev.muster.launcher.bootstrap;

/**
 * What workers need to know of the engine on the head.
 *
 * @param secret the secret of the cluster's engine; empty if it has none
 * @param versions the line that the engine's check wrote about the versions of its programs; empty if it wrote none yet
 */
public record HeadEngine(String secret, String versions) {
    /** For the head itself, and without an engine. */
    public static final HeadEngine NONE = new HeadEngine("", "");

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "HeadEngine[" + versions + "]";
    }
}
