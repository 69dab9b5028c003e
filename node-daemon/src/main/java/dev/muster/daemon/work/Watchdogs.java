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
 * Looks after those who look after us: a watchdog that is gone is started again and adopts what runs. On the head's host that goes for the
 * control plane's watchdog as well. What was stopped on purpose has a stop marker, or no recorded command any more, and is left alone.
 */
public final class Watchdogs {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdogs.class);
    private static final Duration BETWEEN_STARTS = Duration.ofSeconds(5);
    /** Put into the background, so that it is nobody's child and outlives us. The words are arguments: nothing is interpreted twice. */
    private static final String IN_BACKGROUND = "\"$@\" </dev/null >/dev/null 2>&1 &";

    private final NodeFolder folder;
    private final HostFiles files;
    private final Optional<String> script;
    private Instant nextStart = Instant.EPOCH;

    /** @param script where {@code muster-watchdog} is; empty where this daemon was started without one, and needs none */
    public Watchdogs(NodeFolder folder, HostFiles files, Optional<String> script) {
        this.folder = folder;
        this.files = files;
        this.script = script;
    }

    public void reviveDead(Instant now) {
        if (script.isEmpty() || now.isBefore(nextStart)) {
            return;
        }
        for (Watched watched : Watched.values()) {
            if (isWanted(watched) && alive(watched.watchdogPid).isEmpty()) {
                LOG.warn("the watchdog of {} is gone: starting it again", watched.program);
                nextStart = now.plus(BETWEEN_STARTS);
                start(watched, script.get());
            }
        }
    }

    /** Whether the process is this one, a watchdog, something that a watchdog has started, or the control plane. */
    Predicate<ProcessStat> own() {
        Set<Long> watchdogs = pids("watchdog.pid", "head-watchdog.pid");
        Set<Long> programs = pids("head.pid");
        programs.add(ProcessHandle.current().pid());
        return process -> programs.contains(process.pid())
                || watchdogs.contains(process.pid())
                || watchdogs.contains(process.parent());
    }

    private Set<Long> pids(String... pidFiles) {
        return Stream.of(pidFiles)
                .flatMap(name -> alive(name).stream())
                .map(ProcessStat::pid)
                .collect(Collectors.toSet());
    }

    private boolean isWanted(Watched watched) {
        return Files.exists(folder.run(watched.program + ".command")) && !Files.exists(folder.run(watched.stopMarker));
    }

    private Optional<ProcessStat> alive(String pidFile) {
        try {
            return ProcessStat.named(files, Files.readString(folder.run(pidFile)));
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
        if (watched == Watched.HEAD) {
            environment.put("MUSTER_ROLE", "control");
        }
        builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        try {
            builder.start();
        } catch (IOException e) {
            LOG.error("cannot start the watchdog of {}: {}", watched.program, e.toString());
        }
    }

    private enum Watched {
        DAEMON("daemon", "watchdog.pid", "stop"),
        HEAD("head", "head-watchdog.pid", "head-stop");

        private final String program;
        private final String watchdogPid;
        private final String stopMarker;

        Watched(String program, String watchdogPid, String stopMarker) {
            this.program = program;
            this.watchdogPid = watchdogPid;
            this.stopMarker = stopMarker;
        }
    }
}
