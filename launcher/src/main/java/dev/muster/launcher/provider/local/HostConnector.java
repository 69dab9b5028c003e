package dev.muster.launcher.provider.local;

import dev.muster.core.port.RemoteHost;
import dev.muster.ssh.HostKeyPins;
import dev.muster.ssh.SshTarget;
import java.util.List;
import java.util.Optional;

/** Gives access to the hosts of a pool from the machine that runs {@code up}. Hosts connect at their first use. */
public interface HostConnector {
    /** Returns all hosts but the head's, in the order of the config. */
    List<PoolHost> workers();

    /** Returns a jump host of the head, as this machine reaches it. */
    RemoteHost jump(SshTarget jump);

    /** Returns the root folder on the hosts, if the config sets it. */
    Optional<String> stateDir();

    /** Returns the name of the head's host in the config. */
    default String headName() {
        return "head";
    }

    /** Returns the address at which workers reach the head. */
    String headAddress();

    /** Returns whether the user accepted another key of this host since it was pinned: the machine was probably installed again. */
    default boolean hasNewKey(SshTarget target) {
        return false;
    }

    /** Returns the host keys that are known, for the head. */
    HostKeyPins.Lines hostKeys();
}
