package dev.muster.daemon.host;

import dev.muster.core.status.UsageSample;
import java.nio.file.Path;
import java.time.Instant;

/** Measures the resources in use. It remembers the last reading, so it must be used by only one thread. */
public final class UsageMeter {
    private final HostFiles files;
    private final Path folder;
    private final GpuProbe gpus;
    private final CpuMeter cpu;

    public UsageMeter(HostFiles files, Path folder, GpuProbe gpus, Instant now) {
        this.files = files;
        this.folder = folder;
        this.gpus = gpus;
        this.cpu = new CpuMeter(files, now);
    }

    /** The current usage. The CPU usage is the average since the last call. */
    public UsageSample read(Instant now) {
        return new UsageSample(
                cpu.sinceLast(now),
                load1(),
                MemoryUse.find(files).used(),
                Disk.of(folder).used(),
                gpus.newest());
    }

    private double load1() {
        String first = files.line("/proc/loadavg").orElse("0").split(" ")[0];
        return Math.max(0, NumberText.parseDouble(first).orElse(0));
    }
}
