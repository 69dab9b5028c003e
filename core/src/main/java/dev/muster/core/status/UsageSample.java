package dev.muster.core.status;

import java.util.List;

/**
 * What is in use on a node.
 *
 * @param cpu average number of cores in use since the last report, for example 1.5
 * @param load1 the 1-minute load average of the machine
 * @param memory bytes in use
 * @param disk bytes in use on the file system of the node's folder
 */
public record UsageSample(double cpu, double load1, long memory, long disk, List<Gpu> gpus) {
    public static final UsageSample NONE = new UsageSample(0, 0, 0, 0, List.of());

    public UsageSample {
        gpus = List.copyOf(gpus);
    }

    /** The use of one GPU: {@code utilisation} in percent, {@code memory} in bytes. */
    public record Gpu(int index, String model, double utilisation, long memory) {}
}
