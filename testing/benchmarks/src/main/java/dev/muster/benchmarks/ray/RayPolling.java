package dev.muster.benchmarks.ray;

import dev.muster.core.port.SystemTime;
import dev.muster.engine.EngineLink;
import dev.muster.engine.ray.link.RayLinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code RayPolling PORT NODES SECONDS}: observes the {@link SimulatedGcs} on this port once a second, as the head does, and prints how much of a
 * core this process took for it. The first seconds do not count: they compile the code.
 */
public final class RayPolling {
    private static final int WARM_UP = 15;
    private static final double BAR_PERCENT = 5;

    private RayPolling() {}

    public static void main(String[] arguments) throws Exception {
        int nodes = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        try (EngineLink link = RayLinks.connect(
                Path.of("/nonexistent"), "127.0.0.1:" + arguments[0], Optional::empty, new SystemTime())) {
            double first = poll(link, nodes, WARM_UP);
            double percent = poll(link, nodes, seconds);
            print("ray_demand_first_" + WARM_UP + "_s_cpu_percent", first, Optional.empty());
            print("ray_demand_" + nodes + "_rows_cpu_percent", percent, Optional.of(BAR_PERCENT));
        }
    }

    /** Returns the share of a core in percent. */
    private static double poll(EngineLink link, int nodes, int seconds) throws Exception {
        long begun = System.nanoTime();
        Duration cpu = cpu();
        for (int second = 1; second <= seconds; second++) {
            int seen = link.observe().nodes().size();
            if (seen != nodes) {
                throw new IllegalStateException("saw " + seen + " nodes");
            }
            Thread.sleep(Math.max(0, second * 1000L - (System.nanoTime() - begun) / 1_000_000));
        }
        return 100.0 * cpu().minus(cpu).toNanos() / (System.nanoTime() - begun);
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static void print(String name, double value, Optional<Double> bar) {
        System.err.printf(Locale.ROOT, "%-40s %10.2f %%%n", name, value);
        System.out.printf(
                Locale.ROOT,
                "{\"bench\": \"%s\", \"value\": %.2f, \"unit\": \"%%\", \"bar\": %s}%n",
                name,
                value,
                bar.map(limit -> String.format(Locale.ROOT, "%.1f", limit)).orElse("null"));
    }
}
