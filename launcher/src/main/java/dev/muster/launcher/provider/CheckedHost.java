package dev.muster.launcher.provider;

import java.util.Optional;

/**
 * Identifies a host of the config for {@code cluster check}.
 *
 * @param name its name in the config
 * @param type the node type that it serves
 * @param address the address that this machine connects to
 * @param headJump the jump host that the head connects to first; empty if the head connects directly
 */
public record CheckedHost(
        String name, String type, boolean isHead, String address, int port, Optional<Dialled> headJump) {
    /** An address and port to connect to. */
    public record Dialled(String address, int port) {
        /** Returns the value that the check script expects: port, slash, address. */
        public String target() {
            return port + "/" + address;
        }
    }

    /** Creates a host that the head reaches directly. */
    public CheckedHost(String name, String type, boolean isHead, String address, int port) {
        this(name, type, isHead, address, port, Optional.empty());
    }

    /** Returns what the head has to connect to first. */
    public Dialled dialledByHead() {
        return headJump.orElseGet(() -> new Dialled(address, port));
    }
}
