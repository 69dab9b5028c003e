package dev.muster.launcher.provider;

import java.util.Optional;

/**
 * A host of the cluster's file.
 *
 * @param name as the file gives it
 * @param type node type that it serves
 * @param address where it is dialled from here
 * @param headJump what the head dials first to get there; empty: the host itself
 */
public record CheckedHost(
        String name, String type, boolean isHead, String address, int port, Optional<Dialled> headJump) {
    /** A port that is dialled. */
    public record Dialled(String address, int port) {
        /** What the script has to reach, as its variable. */
        public String target() {
            return port + "/" + address;
        }
    }

    /** Without a jump host. */
    public CheckedHost(String name, String type, boolean isHead, String address, int port) {
        this(name, type, isHead, address, port, Optional.empty());
    }

    /** Where the head has to get a connection. */
    public Dialled dialledByHead() {
        return headJump.orElseGet(() -> new Dialled(address, port));
    }
}
