package dev.muster.launcher.bootstrap;

/**
 * Tells a node how to reach the head.
 *
 * @param address host and port, as {@code host:port}
 * @param caPem certificate of the cluster's CA, by which the node recognises the head
 * @param engine what a worker needs to know of the head's engine
 */
public record HeadContact(String address, String caPem, HeadEngine engine) {
    /** The head's contact with its own node, which makes the engine's secret itself. */
    public HeadContact(String address, String caPem) {
        this(address, caPem, HeadEngine.NONE);
    }

    /** Returns the head's host as other nodes reach it. */
    public String host() {
        String host = address.substring(0, address.lastIndexOf(':'));
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
