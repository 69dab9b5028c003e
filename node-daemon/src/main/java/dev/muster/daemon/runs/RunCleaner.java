package dev.muster.daemon.runs;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends and removes what killed runs left, with {@code muster-run --clean}. It is started in the background, and one at a time. */
public final class RunCleaner {
    private static final Logger LOG = LoggerFactory.getLogger(RunCleaner.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final RunTable runs;
    private final Path node;
    private final Optional<Path> script;
    private @Nullable Process running;
    private Instant nextStart = Instant.EPOCH;

    /** @param script the path of {@code muster-run}; empty if this daemon does not know it, and then nothing is cleaned */
    public RunCleaner(RunTable runs, Path node, Optional<Path> script) {
        this.runs = runs;
        this.node = node;
        this.script = script;
    }

    /** Starts to clean if there is something to clean, at most every 2 s. */
    public void clean(Instant now) {
        boolean isRunning = running != null && running.isAlive();
        if (script.isEmpty() || isRunning || now.isBefore(nextStart) || !runs.hasKilled()) {
            return;
        }
        LOG.warn("a muster-run was killed: ending what its command left");
        nextStart = now.plus(INTERVAL);
        start(script.get());
    }

    /** Cleans for the last time, before the daemon exits. Waits for at most 15 s. */
    public void finish() {
        clean(Instant.MAX.minus(INTERVAL));
        try {
            if (running != null && !running.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("not all that killed runs left could be ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Path musterRun) {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", musterRun.toString(), "--clean");
        builder.environment().remove("MUSTER_SESSION");
        builder.environment().put("MUSTER_FOLDER", node.toString());
        builder.redirectInput(Redirect.from(new File("/dev/null")));
        builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        try {
            running = builder.start();
        } catch (IOException e) {
            LOG.error("cannot clean what killed runs left: {}", e.toString());
        }
    }
}
