package dev.muster.daemon.host;

import dev.muster.core.node.BootIdentity;

/** Which life of the operating system, or of the container, this is. */
public final class BootTaker {
    private BootTaker() {}

    public static BootIdentity take(HostFiles files) {
        return new BootIdentity(
                files.line("/proc/sys/kernel/random/boot_id").orElse("unknown"),
                ProcessStat.read(files, "1").map(ProcessStat::start).orElse(0L),
                files.link("/proc/self/ns/pid").orElse("unknown"));
    }
}
