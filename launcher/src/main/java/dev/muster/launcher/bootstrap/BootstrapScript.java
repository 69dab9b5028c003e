package dev.muster.launcher.bootstrap;

import dev.muster.core.script.ScriptFile;

/** The scripts that turn a host into a node, probe it and clean it. The header of each file says what it expects and prints. */
public enum BootstrapScript implements ScriptFile {
    AWAIT_ENGINE,
    CHECK,
    CLAIM,
    CLEAN_ROOT,
    CLUSTER_KEY,
    END_PROCESSES,
    ENVIRONMENT,
    FACTS,
    FIND_PROGRAMS,
    INSTALL_LAYER,
    JOIN_POOL,
    LEAVE_POOL,
    RELEASE,
    START_DAEMON,
    START_ENGINE,
    START_HEAD,
    STOP_ENGINE,
    UP_LOCK
}
