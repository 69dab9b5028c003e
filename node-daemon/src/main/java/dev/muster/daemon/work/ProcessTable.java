package dev.muster.daemon.work;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.daemon.host.HostFiles;
import dev.muster.daemon.host.ProcessStat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the processes of this node by the marker in their environment. Children inherit the marker, even if their parents end. Only processes of the
 * daemon's own user are checked; others cannot belong to the node, and their environment is not readable.
 */
public final class ProcessTable {
    private static final int MAX_SESSION_LENGTH = 128;

    private final HostFiles files;
    private final String marker;

    public ProcessTable(HostFiles files, ClusterId cluster, NodeKey node) {
        this.files = files;
        this.marker = "MUSTER_NODE=" + cluster + "/" + node;
    }

    List<MarkedProcess> findMarked() {
        int self = files.owner("/proc/self/stat");
        List<MarkedProcess> found = new ArrayList<>();
        for (String name : files.names("/proc")) {
            if (isNumber(name) && files.owner("/proc/" + name) == self) {
                readIfMarked(name).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Checks again that the PID still belongs to the same, marked process. */
    boolean isStillRunning(ProcessStat process) {
        return readIfMarked(Long.toString(process.pid()))
                .filter(now -> now.stat().start() == process.start())
                .isPresent();
    }

    private Optional<MarkedProcess> readIfMarked(String pid) {
        String text = files.text("/proc/" + pid + "/environ").orElse("");
        if (!text.contains(marker)) {
            return Optional.empty();
        }
        List<String> environment = List.of(text.split("\0"));
        if (!environment.contains(marker)) {
            return Optional.empty();
        }
        Optional<String> session = environment.stream()
                .filter(entry -> entry.startsWith("MUSTER_SESSION="))
                .map(entry -> entry.substring("MUSTER_SESSION=".length()))
                .filter(id -> !id.isBlank() && id.length() <= MAX_SESSION_LENGTH)
                .filter(id -> id.chars().noneMatch(Character::isISOControl))
                .findFirst();
        boolean isControl = environment.contains("MUSTER_ROLE=control");
        boolean isEngine = environment.contains("MUSTER_ROLE=engine");
        return ProcessStat.read(files, pid)
                .filter(stat -> !stat.isZombie())
                .map(stat -> new MarkedProcess(stat, session, isControl, isEngine));
    }

    private static boolean isNumber(String name) {
        return !name.isEmpty() && name.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }
}
