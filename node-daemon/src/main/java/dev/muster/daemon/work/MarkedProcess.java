package dev.muster.daemon.work;

import dev.muster.daemon.host.ProcessStat;
import java.util.Optional;

/**
 * A process with this node's mark in its environment.
 *
 * @param session the session of exec or attach that it belongs to
 * @param isControl it is part of the control plane, which shares the mark with the head's node
 */
record MarkedProcess(ProcessStat stat, Optional<String> session, boolean isControl) {}
