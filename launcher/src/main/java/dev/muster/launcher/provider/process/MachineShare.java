package dev.muster.launcher.provider.process;

import com.sun.management.OperatingSystemMXBean;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * What a node of the process provider has where its type declares nothing: this machine's CPUs and memory, divided by all nodes there may be, so
 * that together they never promise more than the machine has.
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
