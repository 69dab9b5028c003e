package dev.muster.launcher.provider.local;

import dev.muster.launcher.provider.RouteProblem;
import dev.muster.ssh.SshTarget;
import java.util.Optional;

/** Recognises virtual machines whose SSH port is forwarded to a loopback address: this machine reaches them there, but no other host does. */
final class LoopbackAddresses {
    private LoopbackAddresses() {}

    /**
     * Returns why the head and the host cannot reach each other; empty if nothing speaks against it.
     *
     * @param isHeadHere whether the head runs on this machine, so that it reaches what this machine reaches
     */
    static Optional<RouteProblem> problem(PoolHost host, String headAddress, boolean isHeadHere) {
        SshTarget target = host.target();
        boolean isForwarded = isLoopback(target.address()) && target.route() instanceof SshTarget.Route.Direct;
        if (isForwarded && !isHeadHere && host.jumps().isEmpty()) {
            return Optional.of(new RouteProblem(
                    target.address() + " is a loopback address of your machine, such as a forwarded port of a virtual"
                            + " machine; the head and the other hosts cannot reach it there",
                    "give the machine an address in a network that all hosts share, and list that"));
        }
        return isLoopback(headAddress)
                ? Optional.of(new RouteProblem(
                        "cannot reach the head at " + headAddress + ", which is a loopback address",
                        "list the head by an address that all hosts reach"))
                : Optional.empty();
    }

    static boolean isLoopback(String address) {
        return address.equals("localhost") || address.equals("::1") || address.matches("127(\\.[0-9]{1,3}){3}");
    }
}
