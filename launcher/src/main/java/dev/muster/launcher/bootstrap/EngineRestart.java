package dev.muster.launcher.bootstrap;

/** When an engine that runs is started again. */
public enum EngineRestart {
    /** If its start changed. */
    IF_CHANGED,
    /** Not while it runs, even if its start changed. */
    NEVER,
    /** In any case. */
    ALWAYS
}
