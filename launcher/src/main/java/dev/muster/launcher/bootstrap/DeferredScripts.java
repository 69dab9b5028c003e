package dev.muster.launcher.bootstrap;

/** Small scripts that nobody waits for: they go with the next script that is run on the host, as a call of its own costs it ten times more. */
final class DeferredScripts {
    private final StringBuilder due = new StringBuilder();

    /** @param script succeeds or says nothing: what it goes with is run in any case */
    synchronized void add(String script) {
        due.append("( ").append(script).append(" )\n");
    }

    /** What is due, which then no longer is; empty where there is nothing. */
    synchronized String take() {
        String script = due.toString();
        due.setLength(0);
        return script;
    }
}
