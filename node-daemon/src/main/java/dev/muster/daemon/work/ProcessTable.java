package dev.muster.daemon.work;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.daemon.host.HostFiles;
import dev.muster.daemon.host.ProcessStat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the processes of this node by the mark in their environment: it goes from parent to child, whatever becomes of the parents. Only
 * processes of our own user are looked at: those of others cannot be ours, and could not be read.
 */
public final class ProcessTable {
    private static final int LONGEST_SESSION = 128;

    private final HostFiles files;
    private final String mark;

    public ProcessTable(HostFiles files, ClusterId cluster, NodeKey node) {
        this.files = files;
        this.mark = "MUSTER_NODE=" + cluster + "/" + node;
    }

    List<MarkedProcess> marked() {
        int self = files.owner("/proc/self/stat");
        List<MarkedProcess> found = new ArrayList<>();
        for (String name : files.names("/proc")) {
            if (isNumber(name) && files.owner("/proc/" + name) == self) {
                marked(name).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Read again whether it is still the same process, and still marked. */
    boolean isStillThere(ProcessStat process) {
        return marked(Long.toString(process.pid()))
                .filter(now -> now.stat().start() == process.start())
                .isPresent();
    }

    private Optional<MarkedProcess> marked(String pid) {
        String text = files.text("/proc/" + pid + "/environ").orElse("");
        if (!text.contains(mark)) {
            return Optional.empty();
        }
        List<String> environment = List.of(text.split("\0"));
        if (!environment.contains(mark)) {
            return Optional.empty();
        }
        Optional<String> session = environment.stream()
                .filter(entry -> entry.startsWith("MUSTER_SESSION="))
                .map(entry -> entry.substring("MUSTER_SESSION=".length()))
                .filter(id -> !id.isBlank() && id.length() <= LONGEST_SESSION)
                .filter(id -> id.chars().noneMatch(Character::isISOControl))
                .findFirst();
        boolean isControl = environment.contains("MUSTER_ROLE=control");
        return ProcessStat.read(files, pid)
                .filter(stat -> !stat.isZombie())
                .map(stat -> new MarkedProcess(stat, session, isControl));
    }

    private static boolean isNumber(String name) {
        return !name.isEmpty() && name.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }
}
