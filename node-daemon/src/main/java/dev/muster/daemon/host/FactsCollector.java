package dev.muster.daemon.host;

import dev.muster.core.NodeFacts;
import dev.muster.core.Resources;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Collects what this machine has and this process may use. Resources that the config declares are added by the head. */
public final class FactsCollector {
    private static final int MAX_DETAIL_LENGTH = 200;

    private final HostFiles files;
    private final Path folder;
    private final GpuProbe gpus;

    public FactsCollector(HostFiles files, Path folder, GpuProbe gpus) {
        this.files = files;
        this.folder = folder;
        this.gpus = gpus;
    }

    public NodeFacts collect() {
        CpuLimit cpu = CpuLimit.find(files);
        MemoryUse memory = MemoryUse.find(files);
        Map<String, Number> found = new TreeMap<>();
        found.put("CPU", hundredths(cpu.cores()));
        found.put("memory", memory.total());
        found.put("GPU", gpus.count());
        String hostname = files.line("/proc/sys/kernel/hostname").orElse("unknown");
        return new NodeFacts(
                hostname, Resources.of(found), memory.total(), Disk.of(folder).total(), details(cpu));
    }

    /** Rounds down to hundredths, because quotas such as 33333/100000 are not exact. */
    private static double hundredths(double cores) {
        return Math.max(0.01, Math.floor(cores * 100 + 1e-6) / 100);
    }

    private Map<String, String> details(CpuLimit cpu) {
        Map<String, String> details = new HashMap<>();
        details.put("os", operatingSystem());
        details.put("arch", architecture(System.getProperty("os.arch", "unknown")));
        details.put("kernel", files.line("/proc/sys/kernel/osrelease").orElse("unknown"));
        details.put("cpu_model", cpuModel());
        details.put(
                "cgroup",
                switch (cpu.version()) {
                    case NONE -> "none";
                    case V1 -> "v1";
                    case V2 -> "v2";
                });
        String models = gpus.newest().stream()
                .map(gpu -> gpu.model())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        if (!models.isEmpty()) {
            details.put("gpu_model", models);
        }
        details.replaceAll((name, value) -> value.substring(0, Math.min(MAX_DETAIL_LENGTH, value.length())));
        return details;
    }

    private String operatingSystem() {
        return files.lines("/etc/os-release").stream()
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
                .findFirst()
                .orElse("Linux");
    }

    private String cpuModel() {
        return files.lines("/proc/cpuinfo").stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    /** Converts Java's name of the architecture to that of {@code uname -m}. */
    static String architecture(String javaName) {
        return javaName.equals("amd64") ? "x86_64" : javaName;
    }
}
