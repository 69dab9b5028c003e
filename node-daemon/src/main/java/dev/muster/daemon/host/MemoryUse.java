package dev.muster.daemon.host;

import java.util.List;
import java.util.OptionalLong;

/**
 * The memory of the machine, or of the control group if its limit is lower.
 *
 * @param total bytes that may be used
 * @param used bytes in use, without the page cache that can be reclaimed
 */
record MemoryUse(long total, long used) {
    static MemoryUse find(HostFiles files) {
        List<String> info = files.lines("/proc/meminfo");
        long total = kilobytes(info, "MemTotal:");
        MemoryUse memory = new MemoryUse(total, Math.max(0, total - kilobytes(info, "MemAvailable:")));
        ControlGroup group = ControlGroup.find(files, "memory");
        for (String folder : group.folders()) {
            long limit = limit(files, group.version(), folder);
            if (limit < memory.total) {
                memory = new MemoryUse(limit, used(files, group.version(), folder));
            }
        }
        return memory;
    }

    private static long kilobytes(List<String> info, String name) {
        return info.stream()
                        .filter(line -> line.startsWith(name))
                        .map(line -> line.substring(name.length()).replace("kB", ""))
                        .flatMapToLong(text -> NumberText.parse(text).stream())
                        .findFirst()
                        .orElse(0)
                * 1024;
    }

    private static long limit(HostFiles files, ControlGroup.Version version, String folder) {
        OptionalLong limit = switch (version) {
            case NONE -> OptionalLong.empty();
            case V1 -> files.number(folder + "/memory.limit_in_bytes");
            case V2 -> files.number(folder + "/memory.max");
        };
        return limit.isPresent() && limit.getAsLong() > 0 ? limit.getAsLong() : Long.MAX_VALUE;
    }

    private static long used(HostFiles files, ControlGroup.Version version, String folder) {
        boolean isV2 = version == ControlGroup.Version.V2;
        long all = files.number(folder + (isV2 ? "/memory.current" : "/memory.usage_in_bytes"))
                .orElse(0);
        String cache = isV2 ? "inactive_file " : "total_inactive_file ";
        long inactive = files.lines(folder + "/memory.stat").stream()
                .filter(line -> line.startsWith(cache))
                .flatMapToLong(line -> NumberText.parse(line.substring(cache.length())).stream())
                .findFirst()
                .orElse(0);
        return Math.max(0, all - inactive);
    }
}
