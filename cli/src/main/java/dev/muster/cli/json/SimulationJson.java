package dev.muster.cli.json;

import dev.muster.autoscaler.Decision;
import dev.muster.cli.text.SimulationRun;
import dev.muster.core.config.Workload;
import dev.muster.simulator.Comparison;
import dev.muster.simulator.SimulationResult;
import dev.muster.simulator.SimulationResult.Point;
import dev.muster.simulator.SimulationResult.Waiting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code simulate}, described in {@code docs/json.md}. */
public final class SimulationJson {
    private SimulationJson() {}

    public static Map<String, @Nullable Object> of(Workload workload, List<SimulationRun> runs) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema_version", ReportJson.SCHEMA_VERSION);
        json.put("seed", workload.seed());
        json.put("length_seconds", seconds(workload.length()));
        json.put("runs", runs.stream().map(SimulationJson::run).toList());
        json.put(
                "difference",
                runs.size() == 2
                        ? difference(new Comparison(
                                runs.getFirst().result(), runs.getLast().result()))
                        : null);
        return json;
    }

    private static Map<String, @Nullable Object> run(SimulationRun run) {
        SimulationResult result = run.result();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("setting", run.setting());
        json.put("node_hours", result.nodeHours());
        json.put("node_hours_by_type", new TreeMap<>(result.nodeHoursByType()));
        json.put("busy_share", result.busyShare());
        json.put("peak_machines", result.peakMachines());
        json.put("launches", result.launches());
        json.put("failures", result.failures());
        json.put("decisions", result.decisions());
        json.put("waiting", waiting(result.waiting()));
        json.put(
                "never_started",
                result.unmet().stream().map(SimulationJson::neverStarted).toList());
        json.put(
                "timeline",
                result.timeline().stream().map(SimulationJson::point).toList());
        return json;
    }

    private static Map<String, @Nullable Object> waiting(Waiting waiting) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("p50_seconds", seconds(waiting.p50()));
        json.put("p95_seconds", seconds(waiting.p95()));
        json.put("longest_seconds", seconds(waiting.longest()));
        json.put("started", waiting.started());
        json.put("unstarted", waiting.unstarted());
        return json;
    }

    private static Map<String, @Nullable Object> neverStarted(Decision.Unmet unmet) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("count", unmet.count());
        json.put("resources", unmet.shape().resources().amounts());
        json.put("reason", unmet.reason().text());
        return json;
    }

    private static Map<String, @Nullable Object> point(Point point) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("seconds", seconds(point.at()));
        json.put("machines", point.machines());
        json.put("starting", point.starting());
        json.put("ready", point.ready());
        json.put("draining", point.draining());
        json.put("tasks_waiting", point.waitingTasks());
        json.put("tasks_running", point.runningTasks());
        return json;
    }

    private static Map<String, @Nullable Object> difference(Comparison comparison) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("node_hours", comparison.nodeHours());
        json.put("node_hours_share", comparison.nodeHoursShare());
        json.put("launches", comparison.launches());
        json.put("peak_machines", comparison.peakMachines());
        json.put("p50_seconds", seconds(comparison.p50()));
        json.put("p95_seconds", seconds(comparison.p95()));
        return json;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
