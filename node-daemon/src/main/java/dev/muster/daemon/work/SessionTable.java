package dev.muster.daemon.work;

import dev.muster.core.Resources;
import dev.muster.core.status.RunningWork;
import dev.muster.daemon.host.BootTime;
import dev.muster.daemon.host.HostFiles;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Lists the operators' exec and attach sessions on this node. A session lasts as long as any of its processes runs. */
public final class SessionTable {
    private static final int MAX_SESSIONS = 1000;

    private final HostFiles files;
    private final ProcessTable processes;

    public SessionTable(HostFiles files, ProcessTable processes) {
        this.files = files;
        this.processes = processes;
    }

    /** The running sessions, sorted by id, so that unchanged sessions give an equal list. */
    public List<RunningWork> running() {
        TreeMap<String, RunningWork> sessions = new TreeMap<>();
        for (MarkedProcess process : processes.findMarked()) {
            process.session().ifPresent(id -> {
                Instant since = BootTime.of(files, process.stat().start());
                RunningWork session = new RunningWork(id, RunningWork.SESSION, since, Resources.NONE);
                sessions.merge(id, session, SessionTable::earlier);
            });
        }
        return sessions.values().stream().limit(MAX_SESSIONS).toList();
    }

    private static RunningWork earlier(RunningWork one, RunningWork other) {
        return Comparator.comparing(RunningWork::since).compare(one, other) <= 0 ? one : other;
    }
}
