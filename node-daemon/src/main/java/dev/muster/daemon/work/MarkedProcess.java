package dev.muster.daemon.work;

import dev.muster.daemon.host.ProcessStat;
import java.util.Optional;

/**
 * A process with this node's marker in its environment.
 *
 * @param session the id of the exec or attach session that it belongs to, if any
 * @param isControl whether it is part of the control plane, which has the same marker as the head's node
 * @param isEngine whether it is part of the engine
 */
record MarkedProcess(ProcessStat stat, Optional<String> session, boolean isControl, boolean isEngine) {}
