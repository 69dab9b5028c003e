package dev.muster.daemon.host;

import dev.muster.core.status.UsageSample;
import java.nio.file.Path;
import java.time.Instant;

/** What is in use now. Not for two threads: it remembers the last reading. */
public final class UseTaker {
    private final HostFiles files;
    private final Path folder;
    private final GpuProbe gpus;
    private final CpuMeter cpu;

    public UseTaker(HostFiles files, Path folder, GpuProbe gpus, Instant now) {
        this.files = files;
        this.folder = folder;
        this.gpus = gpus;
        this.cpu = new CpuMeter(files, now);
    }

    public UsageSample take(Instant now) {
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
