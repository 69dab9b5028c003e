package dev.muster.launcher.provider.process;

import com.sun.management.OperatingSystemMXBean;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * Holds the resources of a node whose type declares none: this machine's CPUs and memory, divided by the largest possible number of nodes. So all
 * nodes together never promise more than the machine has.
 *
 * @param each CPUs, and memory in bytes
 */
record MachineShare(Resources each) {
    static MachineShare of(ClusterConfig config) {
        return of(Runtime.getRuntime().availableProcessors(), memory(), 1 + config.maxWorkers());
    }

    static MachineShare of(int cpus, long memory, int nodes) {
        return new MachineShare(Resources.of(Map.of("CPU", (double) cpus / nodes, "memory", memory / nodes)));
    }

    private static long memory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }
}
