package dev.muster.daemon.host;

import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How much of the machine's CPUs this process may use.
 *
 * @param cores a number such as 1.5
 * @param allowed the CPUs that it may run on
 * @param quotaFolder the control group with the tightest quota; empty if no quota is tighter than {@code allowed}
 */
record CpuLimit(double cores, BitSet allowed, ControlGroup.Version version, Optional<String> quotaFolder) {
    CpuLimit {
        allowed = (BitSet) allowed.clone();
    }

    static CpuLimit find(HostFiles files) {
        BitSet allowed = allowed(files);
        ControlGroup group = ControlGroup.find(files, "cpu");
        CpuLimit limit = new CpuLimit(Math.max(1, allowed.cardinality()), allowed, group.version(), Optional.empty());
        for (String folder : group.folders()) {
            OptionalDouble quota = quota(files, group.version(), folder);
            if (quota.isPresent() && quota.getAsDouble() < limit.cores) {
                limit = new CpuLimit(quota.getAsDouble(), allowed, group.version(), Optional.of(folder));
            }
        }
        return limit;
    }

    /** The kernel's list of allowed CPUs respects affinity and cpusets, but may contain CPUs that are not online. */
    private static BitSet allowed(HostFiles files) {
        BitSet online =
                files.line("/sys/devices/system/cpu/online").map(CpuList::parse).orElseGet(() -> listedInStat(files));
        BitSet allowed = files.lines("/proc/self/status").stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst()
                .map(line -> CpuList.parse(line.substring(line.indexOf(':') + 1)))
                .orElse(online);
        BitSet both = (BitSet) allowed.clone();
        both.and(online);
        return both.isEmpty() ? online : both;
    }

    private static BitSet listedInStat(HostFiles files) {
        BitSet cpus = new BitSet();
        files.lines("/proc/stat").stream()
                .filter(line -> line.matches("cpu[0-9]{1,5} .*"))
                .forEach(line -> cpus.set(Integer.parseInt(line.substring(3, line.indexOf(' ')))));
        return cpus;
    }

    private static OptionalDouble quota(HostFiles files, ControlGroup.Version version, String folder) {
        return switch (version) {
            case NONE -> OptionalDouble.empty();
            case V1 -> cores(files.number(folder + "/cpu.cfs_quota_us"), files.number(folder + "/cpu.cfs_period_us"));
            case V2 -> {
                String[] fields = files.line(folder + "/cpu.max").orElse("max").split(" ");
                yield fields.length < 2
                        ? OptionalDouble.empty()
                        : cores(NumberText.parse(fields[0]), NumberText.parse(fields[1]));
            }
        };
    }

    private static OptionalDouble cores(OptionalLong quota, OptionalLong period) {
        boolean isLimited = quota.orElse(-1) > 0 && period.orElse(-1) > 0;
        return isLimited ? OptionalDouble.of((double) quota.getAsLong() / period.getAsLong()) : OptionalDouble.empty();
    }
}
