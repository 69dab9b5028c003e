package dev.muster.cli.json;

import dev.muster.cli.console.ExitCodes;
import dev.muster.client.DownPlanView;
import dev.muster.client.DownReport;
import dev.muster.client.UpPlanView;
import dev.muster.client.UpReport;
import dev.muster.core.status.HostCheck;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of the plans and reports of {@code up} and {@code down}, described in {@code docs/json.md}. */
public final class ReportJson {
    public static final int SCHEMA_VERSION = 1;

    private ReportJson() {}

    public static Map<String, @Nullable Object> of(UpPlanView plan) {
        Map<String, @Nullable Object> json = start("plan", plan.cluster());
        json.put("provider", plan.provider());
        json.put("engine", plan.engine());
        json.put("engine_reason", plan.engineReason());
        json.put("nothing_to_do", plan.isEmpty());
        json.put("nodes", plan.nodes().stream().map(ReportJson::line).toList());
        json.put("changes", plan.changes());
        json.put("notes", plan.notes());
        return json;
    }

    private static Map<String, @Nullable Object> line(UpPlanView.NodeLine line) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("node", line.node());
        json.put("type", line.type());
        json.put("host", line.host().isEmpty() ? null : line.host());
        json.put("action", line.action().name().toLowerCase(Locale.ROOT));
        json.put("reason", line.reason());
        return json;
    }

    public static Map<String, @Nullable Object> of(UpReport report) {
        Map<String, @Nullable Object> json = start("report", report.cluster());
        json.put("cluster_id", report.clusterId());
        json.put("head", report.head());
        json.put("engine", report.engine().name());
        json.put("engine_reason", report.engine().reason());
        json.put("outcome", report.outcome().name().toLowerCase(Locale.ROOT));
        json.put("exit_code", ExitCodes.exitCode(report));
        json.put("nodes_ready", report.ready().size());
        json.put("nodes_waiting", report.waiting().size());
        json.put("nodes_failed", report.failed().size());
        json.put("seconds", seconds(report.elapsed()));
        json.put("ready", report.ready());
        json.put("waiting", report.waiting().stream().map(ReportJson::waiting).toList());
        json.put("failed", report.failed().stream().map(ReportJson::failed).toList());
        json.put("steps", report.steps().stream().map(ReportJson::step).toList());
        return json;
    }

    private static Map<String, @Nullable Object> waiting(UpReport.WaitingNode node) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("node", node.node());
        json.put("host", node.host());
        json.put("phase", node.stepOrState());
        json.put("step", node.step().orElse(null));
        json.put("step_seconds", node.stepTook().map(ReportJson::seconds).orElse(null));
        return json;
    }

    private static Map<String, @Nullable Object> failed(UpReport.FailedNode node) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("node", node.node());
        json.put("host", node.host());
        json.put("step", node.step().isEmpty() ? null : node.step());
        json.put("exit_code", node.exitCode().isPresent() ? node.exitCode().getAsInt() : null);
        json.put("message", node.message());
        json.put("last_lines", node.lastLines());
        json.put("log", node.log());
        json.put("fix", node.advice());
        return json;
    }

    private static Map<String, @Nullable Object> step(UpReport.StepTime step) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("step", step.step());
        json.put("nodes", step.nodes());
        json.put("slowest_seconds", seconds(step.slowest()));
        json.put("slowest_node", step.slowestNode());
        return json;
    }

    public static Map<String, @Nullable Object> of(DownPlanView plan) {
        Map<String, @Nullable Object> json = start("plan", plan.cluster());
        json.put("nothing_to_do", plan.isEmpty());
        json.put("nodes", plan.nodes().stream().map(ReportJson::line).toList());
        json.put("notes", plan.notes());
        return json;
    }

    private static Map<String, @Nullable Object> line(DownPlanView.NodeLine line) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("node", line.node());
        json.put("host", line.host());
        json.put("state", line.state());
        return json;
    }

    public static Map<String, @Nullable Object> of(DownReport report) {
        Map<String, @Nullable Object> json = start("report", report.cluster());
        json.put("exit_code", ExitCodes.exitCode(report));
        json.put("clean", report.isClean());
        json.put("nodes_ready", report.keptNodes().size());
        json.put("nodes_failed", nodesNotClean(report));
        json.put("seconds", seconds(report.elapsed()));
        json.put("hosts", report.hosts().stream().map(ReportJson::host).toList());
        json.put("notes", report.notes());
        return json;
    }

    private static int nodesNotClean(DownReport report) {
        return report.hosts().stream()
                .filter(host -> host.result() != HostCheck.Result.CLEAN)
                .mapToInt(host -> Math.max(1, host.nodes().size()))
                .sum();
    }

    private static Map<String, @Nullable Object> host(HostCheck host) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("host", host.host());
        json.put("nodes", host.nodes());
        json.put("result", host.result().wireName());
        json.put("checked", host.checked());
        json.put("leftovers", host.leftovers());
        json.put("message", host.message());
        return json;
    }

    private static Map<String, @Nullable Object> start(String event, String cluster) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("event", event);
        json.put("schema_version", SCHEMA_VERSION);
        json.put("cluster", cluster);
        return json;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
