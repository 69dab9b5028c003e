package dev.muster.daemon.runs;

import dev.muster.core.status.FinishedRun;
import dev.muster.core.status.RunningWork;
import dev.muster.daemon.host.BootTime;
import dev.muster.daemon.host.HostFiles;
import dev.muster.daemon.host.ProcessStat;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The runs of {@code muster-run} on this node: its running commands and its last results. Only files of the daemon's own user are read, and only so many. What
 * was recorded before the last boot is not listed.
 */
public final class RunTable {
    private static final int MAX_RUNS = 1000;
    private static final int RESULTS = 16;
    private static final int MAX_DEPTH = 16;

    private final HostFiles files;
    private final String folder;

    /** @param folder where muster-run records its runs */
    public RunTable(HostFiles files, Path folder) {
        this.files = files;
        this.folder = folder.toString();
    }

    /** The running commands, sorted by id. One whose muster-run was killed holds its resources until it is cleaned. */
    public List<RunningWork> running() {
        String boot = bootId();
        Map<String, RunRecord> running = new TreeMap<>();
        records()
                .filter(record -> record.isOfBoot(boot) && !record.isService())
                .forEach(record -> running.put(record.id(), record));
        return running.values().stream()
                .map(record -> record.toWork(heldOutside(record, running), ticks -> BootTime.of(files, ticks)))
                .toList();
    }

    /** A run inside a run is within its limits, and holds only what the outer one has no limit for. */
    private static Set<String> heldOutside(RunRecord inner, Map<String, RunRecord> running) {
        Set<String> held = new HashSet<>();
        RunRecord outer = running.get(inner.outer());
        for (int depth = 0; outer != null && depth < MAX_DEPTH; depth++) {
            held.addAll(outer.limited());
            outer = running.get(outer.outer());
        }
        return held;
    }

    /** The last results, newest first. */
    public List<FinishedRun> finished() {
        String boot = bootId();
        return IntStream.range(0, RESULTS)
                .mapToObj(number -> read("result-" + number))
                .flatMap(Optional::stream)
                .filter(record -> record.isOfBoot(boot))
                .flatMap(record -> record.toFinished(ticks -> BootTime.of(files, ticks)).stream())
                .sorted(Comparator.comparing(FinishedRun::endedAt).reversed().thenComparing(FinishedRun::id))
                .limit(FinishedRun.MAX_PER_NODE)
                .toList();
    }

    /** Whether the muster-run of some run is gone without having ended it. */
    boolean hasKilled() {
        String boot = bootId();
        return records()
                .anyMatch(record -> !record.isOfBoot(boot)
                        || ProcessStat.findLive(files, record.process()).isEmpty());
    }

    private Stream<RunRecord> records() {
        return files.names(folder).stream()
                .filter(RunRecord::isId)
                .sorted()
                .flatMap(name -> read(name).filter(record -> record.id().equals(name)).stream())
                .limit(MAX_RUNS);
    }

    private Optional<RunRecord> read(String name) {
        String path = folder + "/" + name;
        return files.owner(path) == files.owner("/proc/self/stat")
                ? RunRecord.parse(files.lines(path))
                : Optional.empty();
    }

    private String bootId() {
        return files.line("/proc/sys/kernel/random/boot_id").orElse("unknown");
    }
}
