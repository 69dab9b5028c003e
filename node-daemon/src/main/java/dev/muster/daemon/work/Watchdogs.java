package dev.muster.daemon.work;

import dev.muster.daemon.folder.NodeFolder;
import dev.muster.daemon.host.HostFiles;
import dev.muster.daemon.host.ProcessStat;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restarts watchdogs that have ended: the daemon's own, the engine's and, on the head's host, the control plane's. A new watchdog adopts the program that is running. A
 * program that was stopped on purpose has a stop marker or no recorded command, so its watchdog is not restarted.
 */
public final class Watchdogs {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdogs.class);
    private static final Duration MIN_RESTART_INTERVAL = Duration.ofSeconds(5);
    /** Runs the arguments in the background, so that the watchdog is not a child of the daemon and outlives it. */
    private static final String IN_BACKGROUND = "\"$@\" </dev/null >/dev/null 2>&1 &";

    private final NodeFolder folder;
    private final HostFiles files;
    private final Optional<String> script;
    private Instant nextStart = Instant.EPOCH;

    /** @param script the path of {@code muster-watchdog}; empty if this daemon was started without a watchdog */
    public Watchdogs(NodeFolder folder, HostFiles files, Optional<String> script) {
        this.folder = folder;
        this.files = files;
        this.script = script;
    }

    /** Restarts the watchdogs that should run but do not, at most every 5 s. */
    public void restartDead(Instant now) {
        if (script.isEmpty() || now.isBefore(nextStart)) {
            return;
        }
        for (Watched watched : Watched.values()) {
            if (shouldRun(watched) && findAlive(watched.watchdogPid).isEmpty()) {
                LOG.warn("the watchdog of {} has ended, restarting it", watched.program);
                nextStart = now.plus(MIN_RESTART_INTERVAL);
                start(watched, script.get());
            }
        }
    }

    /** Matches this process, the watchdogs, their child processes, and the control plane. */
    Predicate<ProcessStat> isMuster() {
        Set<Long> watchdogs = pids("watchdog.pid", "head-watchdog.pid");
        Set<Long> programs = pids("head.pid");
        programs.add(ProcessHandle.current().pid());
        return process -> programs.contains(process.pid())
                || watchdogs.contains(process.pid())
                || watchdogs.contains(process.parent());
    }

    private Set<Long> pids(String... pidFiles) {
        return Stream.of(pidFiles)
                .flatMap(name -> findAlive(name).stream())
                .map(ProcessStat::pid)
                .collect(Collectors.toSet());
    }

    private boolean shouldRun(Watched watched) {
        return Files.exists(folder.run(watched.program + ".command")) && !Files.exists(folder.run(watched.stopMarker));
    }

    private Optional<ProcessStat> findAlive(String pidFile) {
        try {
            return ProcessStat.findLive(files, Files.readString(folder.run(pidFile)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void start(Watched watched, String watchdog) {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                "/bin/sh",
                "-c",
                IN_BACKGROUND,
                "sh",
                "/bin/sh",
                watchdog,
                folder.root().toString(),
                watched.program));
        Map<String, String> environment = builder.environment();
        environment.remove("MUSTER_SESSION");
        watched.role.ifPresent(role -> environment.put("MUSTER_ROLE", role));
        builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        try {
            builder.start();
        } catch (IOException e) {
            LOG.error("cannot restart the watchdog of {}: {}", watched.program, e.toString());
        }
    }

    private enum Watched {
        DAEMON("daemon", "watchdog.pid", "stop", Optional.empty()),
        HEAD("head", "head-watchdog.pid", "head-stop", Optional.of("control")),
        ENGINE("engine", "engine-watchdog.pid", EngineKeeper.STOP_MARKER, Optional.of("engine"));

        private final String program;
        private final String watchdogPid;
        private final String stopMarker;
        private final Optional<String> role;

        Watched(String program, String watchdogPid, String stopMarker, Optional<String> role) {
            this.program = program;
            this.watchdogPid = watchdogPid;
            this.stopMarker = stopMarker;
            this.role = role;
        }
    }
}
