package dev.muster.daemon.work;

import dev.muster.core.Resources;
import dev.muster.core.node.RunningWork;
import dev.muster.daemon.host.HostFiles;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Lists the operators' exec and attach sessions on this node. A session lasts as long as any of its processes runs. */
public final class SessionTable {
    private static final int MAX_SESSIONS = 1000;
    private static final int MILLIS_PER_TICK = 10;

    private final HostFiles files;
    private final ProcessTable processes;

    public SessionTable(HostFiles files, ProcessTable processes) {
        this.files = files;
        this.processes = processes;
    }

    /** The running sessions, sorted by id, so that unchanged sessions give an equal list. */
    public List<RunningWork> running() {
        TreeMap<String, RunningWork> sessions = new TreeMap<>();
        long bootTime = bootMillis();
        for (MarkedProcess process : processes.findMarked()) {
            process.session().ifPresent(id -> {
                Instant since = Instant.ofEpochMilli(bootTime + process.stat().start() * MILLIS_PER_TICK);
                sessions.merge(id, new RunningWork(id, "session", since, Resources.NONE), SessionTable::earlier);
            });
        }
        return sessions.values().stream().limit(MAX_SESSIONS).toList();
    }

    private static RunningWork earlier(RunningWork one, RunningWork other) {
        return Comparator.comparing(RunningWork::since).compare(one, other) <= 0 ? one : other;
    }

    private long bootMillis() {
        return files.lines("/proc/stat").stream()
                .filter(line -> line.startsWith("btime "))
                .mapToLong(
                        line -> Long.parseLong(line.substring("btime ".length()).strip()) * 1000)
                .findFirst()
                .orElse(0);
    }
}
