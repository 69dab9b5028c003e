package dev.muster.launcher.bootstrap;

/** The ids of the steps, in their order. They appear in events, in logs and on hosts. */
public final class StepIds {
    public static final String CONNECT = "connect";
    public static final String CLAIM = "claim";
    public static final String BUNDLE = "bundle";
    public static final String FILES = "files";
    public static final String INITIALIZATION = "initialization";
    public static final String ENVIRONMENT = "environment";
    public static final String SETUP = "setup";
    public static final String ENGINE = "engine";
    public static final String CONTROL = "control";
    public static final String DAEMON = "daemon";
    public static final String ENGINE_READY = "engine-ready";

    private StepIds() {}
}
