package dev.muster.daemon.work;

import dev.muster.core.Resources;
import dev.muster.core.node.RunningWork;
import dev.muster.daemon.host.HostFiles;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** What runs on this node on a person's behalf: each session of exec or attach counts as long as any of its processes lives. */
public final class SessionTable {
    private static final int MOST = 1000;
    private static final int MILLIS_PER_TICK = 10;

    private final HostFiles files;
    private final ProcessTable processes;

    public SessionTable(HostFiles files, ProcessTable processes) {
        this.files = files;
        this.processes = processes;
    }

    /** In the order of their ids, so that equal looks are equal lists. */
    public List<RunningWork> running() {
        TreeMap<String, RunningWork> sessions = new TreeMap<>();
        long boot = bootMillis();
        for (MarkedProcess process : processes.marked()) {
            process.session().ifPresent(id -> {
                Instant since = Instant.ofEpochMilli(boot + process.stat().start() * MILLIS_PER_TICK);
                sessions.merge(id, new RunningWork(id, "session", since, Resources.NONE), SessionTable::earlier);
            });
        }
        return sessions.values().stream().limit(MOST).toList();
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
