package dev.muster.protocol.mapping;

import dev.muster.core.status.FinishedRun;
import dev.muster.core.status.RunningWork;
import dev.muster.protocol.wire.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Converts what runs on a node and what has run there. {@code to} writes, {@code from} reads and validates. */
final class WorkMapping {
    private static final int MAX_WORK = 1000;
    private static final Duration MAX_DURATION = Duration.ofDays(36_500);

    private WorkMapping() {}

    static Work to(RunningWork work) {
        return Work.newBuilder()
                .setId(work.id())
                .setKind(work.kind())
                .setSinceMillis(work.since().toEpochMilli())
                .setResources(CommonMapping.to(work.resources()))
                .build();
    }

    static List<RunningWork> work(List<Work> wire) {
        return Bounds.list("work", wire, MAX_WORK).stream()
                .map(WorkMapping::from)
                .toList();
    }

    private static RunningWork from(Work wire) {
        return new RunningWork(
                Bounds.singleLine("work id", wire.getId(), 128),
                Bounds.singleLine("work kind", wire.getKind(), 32),
                Bounds.instant("work since", wire.getSinceMillis()),
                CommonMapping.from(wire.getResources()));
    }

    static dev.muster.protocol.wire.FinishedRun to(FinishedRun run) {
        dev.muster.protocol.wire.FinishedRun.Builder wire = dev.muster.protocol.wire.FinishedRun.newBuilder()
                .setId(run.id())
                .setName(run.name())
                .setOutcome(run.outcome().wireName())
                .setExitCode(run.exitCode())
                .setEndedMillis(run.endedAt().toEpochMilli());
        run.peakMemory().ifPresent(wire::setPeakMemory);
        run.cpuTime().map(Duration::toMillis).ifPresent(wire::setCpuMillis);
        run.wallTime().map(Duration::toMillis).ifPresent(wire::setWallMillis);
        return wire.build();
    }

    /** Leaves out results with an outcome that only a newer version knows. */
    static List<FinishedRun> runs(List<dev.muster.protocol.wire.FinishedRun> wire) {
        return Bounds.list("runs", wire, FinishedRun.MAX_PER_NODE).stream()
                .flatMap(run -> from(run).stream())
                .toList();
    }

    private static Optional<FinishedRun> from(dev.muster.protocol.wire.FinishedRun wire) {
        return FinishedRun.Outcome.find(wire.getOutcome())
                .map(outcome -> new FinishedRun(
                        Bounds.singleLine("run id", wire.getId(), 128),
                        Bounds.singleLine("run name", wire.getName(), 64),
                        outcome,
                        Bounds.number("run exit_code", wire.getExitCode(), 0, 255),
                        wire.hasPeakMemory()
                                ? Optional.of(Bounds.number("run peak_memory", wire.getPeakMemory(), 0, Long.MAX_VALUE))
                                : Optional.empty(),
                        wire.hasCpuMillis() ? Optional.of(duration("run cpu", wire.getCpuMillis())) : Optional.empty(),
                        wire.hasWallMillis()
                                ? Optional.of(duration("run wall", wire.getWallMillis()))
                                : Optional.empty(),
                        Bounds.instant("run ended", wire.getEndedMillis())));
    }

    private static Duration duration(String what, long millis) {
        return Bounds.duration(what, millis, Duration.ZERO, MAX_DURATION);
    }
}
