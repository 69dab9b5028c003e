package dev.muster.launcher.provider.local;

import dev.muster.core.port.RemoteHost;
import dev.muster.ssh.SshTarget;
import java.util.List;
import java.util.Optional;

/** The hosts of a pool besides the head's, as whoever runs {@code up} reaches them. */
public interface HostConnector {
    /** In the file's order; nothing is connected yet. */
    List<PoolHost> workers();

    /** A host through which the head gets to others, as this machine reaches it; nothing is connected yet. */
    RemoteHost jump(SshTarget jump);

    /** The root on every host, where the file gives it. */
    Optional<String> stateDir();

    /** Where the head's host is for its workers. */
    String headAddress();

    /** Host keys seen so far, for the head. */
    String pins();
}
