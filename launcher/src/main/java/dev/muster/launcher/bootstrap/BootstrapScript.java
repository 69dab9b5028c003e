package dev.muster.launcher.bootstrap;

import dev.muster.core.script.ScriptFile;

/** The scripts that make a host a node, look at it, and clean it; each file's header says what goes in and what comes out. */
public enum BootstrapScript implements ScriptFile {
    CHECK,
    CLAIM,
    CLEAN_ROOT,
    CLUSTER_KEY,
    END_PROCESSES,
    ENVIRONMENT,
    FACTS,
    INSTALL_LAYER,
    JOIN_POOL,
    LEAVE_POOL,
    RELEASE,
    START_DAEMON,
    START_HEAD,
    UP_LOCK
}
