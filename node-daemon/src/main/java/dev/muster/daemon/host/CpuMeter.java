package dev.muster.daemon.host;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Measures how many cores are in use between two readings: by the control group if its quota limits this process, otherwise on all CPUs that this process
 * may use. CPU time is in seconds of one core.
 */
final class CpuMeter {
    /** USER_HZ, which is 100 on all supported Linux systems. */
    static final double TICKS_PER_SECOND = 100;

    private final HostFiles files;
    private Reading last;

    CpuMeter(HostFiles files, Instant now) {
        this.files = files;
        this.last = read(now);
    }

    /** The cores in use since the last call. It is 0 after the clock was set back or the counters were reset. */
    double sinceLast(Instant now) {
        Reading next = read(now);
        double cores = next.since(last);
        last = next;
        return cores;
    }

    private Reading read(Instant now) {
        CpuLimit limit = CpuLimit.find(files);
        OptionalLong group = limit.quotaFolder()
                .map(folder -> groupMicros(limit.version(), folder))
                .orElse(OptionalLong.empty());
        double seconds = group.isPresent() ? group.getAsLong() / 1e6 : machineSeconds(limit);
        return new Reading(seconds, limit.cores(), now);
    }

    private OptionalLong groupMicros(ControlGroup.Version version, String folder) {
        return switch (version) {
            case NONE -> OptionalLong.empty();
            case V1 -> {
                ControlGroup accounts = ControlGroup.find(files, "cpuacct");
                yield accounts.folders().isEmpty()
                        ? OptionalLong.empty()
                        : toMicros(files.number(accounts.folders().getFirst() + "/cpuacct.usage"));
            }
            case V2 ->
                files.lines(folder + "/cpu.stat").stream()
                        .filter(line -> line.startsWith("usage_usec "))
                        .map(line -> NumberText.parse(line.substring("usage_usec ".length())))
                        .findFirst()
                        .orElse(OptionalLong.empty());
        };
    }

    private static OptionalLong toMicros(OptionalLong value) {
        return value.isPresent() ? OptionalLong.of(value.getAsLong() / 1000) : value;
    }

    private double machineSeconds(CpuLimit limit) {
        return files.lines("/proc/stat").stream()
                        .filter(line -> line.startsWith("cpu") && isAllowed(line, limit))
                        .mapToLong(CpuMeter::busyTicks)
                        .sum()
                / TICKS_PER_SECOND;
    }

    private static boolean isAllowed(String line, CpuLimit limit) {
        OptionalLong number = NumberText.parse(line.substring(3, Math.max(3, line.indexOf(' '))));
        return number.isPresent() && limit.allowed().get((int) number.getAsLong());
    }

    /** Fields: user nice system idle iowait irq softirq steal guest guest_nice. User time already contains guest time. */
    private static long busyTicks(String line) {
        String[] fields = line.split(" +");
        long sum = 0;
        for (int at = 1; at < Math.min(fields.length, 8); at++) {
            boolean isIdle = at == 4 || at == 5;
            sum += isIdle ? 0 : NumberText.parse(fields[at]).orElse(0);
        }
        return sum;
    }

    private record Reading(double seconds, double cores, Instant at) {
        double since(Reading before) {
            double elapsed = Duration.between(before.at, at).toMillis() / 1000.0;
            return elapsed <= 0 ? 0 : Math.clamp((seconds - before.seconds) / elapsed, 0, cores);
        }
    }
}
