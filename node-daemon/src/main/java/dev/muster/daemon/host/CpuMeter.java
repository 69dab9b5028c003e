package dev.muster.daemon.host;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Cores in use between two readings: of the control group where its quota binds, otherwise of the CPUs that this process may use. Units: seconds
 * of one core.
 */
final class CpuMeter {
    /** USER_HZ, which is 100 on every Linux that we run on. */
    static final double TICKS_PER_SECOND = 100;

    private final HostFiles files;
    private Reading last;

    CpuMeter(HostFiles files, Instant now) {
        this.files = files;
        this.last = read(now);
    }

    /** Since the last call. A clock that was set, or counters that began anew, give 0. */
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
                        : thousandth(files.number(accounts.folders().getFirst() + "/cpuacct.usage"));
            }
            case V2 ->
                files.lines(folder + "/cpu.stat").stream()
                        .filter(line -> line.startsWith("usage_usec "))
                        .map(line -> NumberText.parse(line.substring("usage_usec ".length())))
                        .findFirst()
                        .orElse(OptionalLong.empty());
        };
    }

    private static OptionalLong thousandth(OptionalLong value) {
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

    /** user nice system idle iowait irq softirq steal guest guest_nice; guest time is in user time already. */
    private static long busyTicks(String line) {
        String[] words = line.split(" +");
        long sum = 0;
        for (int at = 1; at < Math.min(words.length, 8); at++) {
            boolean isIdle = at == 4 || at == 5;
            sum += isIdle ? 0 : NumberText.parse(words[at]).orElse(0);
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
