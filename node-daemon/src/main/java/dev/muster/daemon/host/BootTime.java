package dev.muster.daemon.host;

import java.time.Instant;

/** Converts times since boot, as the kernel counts them, to times of the clock. */
public final class BootTime {
    private static final int MILLIS_PER_TICK = 10;

    private BootTime() {}

    /** @param ticks hundredths of a second since boot */
    public static Instant of(HostFiles files, long ticks) {
        long boot = files.lines("/proc/stat").stream()
                .filter(line -> line.startsWith("btime "))
                .mapToLong(
                        line -> Long.parseLong(line.substring("btime ".length()).strip()) * 1000)
                .findFirst()
                .orElse(0);
        return Instant.ofEpochMilli(boot + ticks * MILLIS_PER_TICK);
    }
}
