package dev.muster.cli.json;

import dev.muster.core.Resources;
import dev.muster.core.placement.ShapeText;
import dev.muster.core.status.EngineStatus;
import dev.muster.core.status.EngineStatusView;
import dev.muster.core.status.FinishedRun;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.PoolHostState;
import dev.muster.core.status.RunningWork;
import dev.muster.core.status.StatusView;
import dev.muster.core.status.UsageSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code status}, described in {@code docs/json.md}. Members are added, but never renamed or removed. */
public final class StatusJson {
    private StatusJson() {}

    public static Map<String, @Nullable Object> of(StatusView view) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema_version", StatusView.SCHEMA_VERSION);
        json.put("cluster", view.cluster());
        json.put("cluster_id", view.clusterId());
        json.put("state", view.state().wireName());
        json.put("provider", view.provider());
        json.put("engine", view.engine());
        json.put("head", view.head());
        json.put("nodes", nodes(view));
        json.put("types", list(view.types(), StatusJson::type));
        json.put("pool", list(view.pool(), StatusJson::host));
        json.put("resources", totalAndAvailable(view.total(), view.available()));
        json.put("demand", list(view.demand(), StatusJson::demand));
        json.put("engine_view", view.engineView().map(StatusJson::engineView).orElse(null));
        json.put("notes", view.notes());
        return json;
    }

    private static List<Map<String, @Nullable Object>> nodes(StatusView view) {
        return view.nodes().stream()
                .sorted(Comparator.comparing(NodeStatus::name))
                .map(StatusJson::node)
                .toList();
    }

    private static Map<String, @Nullable Object> node(NodeStatus node) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", node.name().value());
        json.put("role", node.role());
        json.put("type", node.type());
        json.put("host", node.host());
        json.put("address", node.address());
        json.put("state", node.state().wireName());
        json.put("since", node.since().toString());
        json.put("idle_seconds", node.idle().map(idle -> idle.toSeconds()).orElse(null));
        json.put("resources", totalAndAvailable(node.total(), node.available()));
        json.put("labels", new TreeMap<>(node.labels()));
        json.put("use", node.use().map(StatusJson::use).orElse(null));
        json.put("daemon", node.daemon().map(StatusJson::daemon).orElse(null));
        json.put("engine", node.engine().map(StatusJson::engine).orElse(null));
        json.put("reason", node.reason());
        json.put("last_error", node.lastError());
        json.put("step", node.step().map(StatusJson::step).orElse(null));
        json.put("work", list(node.work(), StatusJson::work));
        json.put("runs", list(node.runs(), StatusJson::run));
        return json;
    }

    private static Map<String, @Nullable Object> use(UsageSample use) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("cpu", use.cpu());
        json.put("load1", use.load1());
        json.put("memory", use.memory());
        json.put("disk", use.disk());
        json.put("gpus", list(use.gpus(), StatusJson::gpu));
        return json;
    }

    private static void gpu(UsageSample.Gpu gpu, Map<String, @Nullable Object> json) {
        json.put("index", gpu.index());
        json.put("model", gpu.model());
        json.put("utilisation", gpu.utilisation());
        json.put("memory", gpu.memory());
    }

    private static Map<String, @Nullable Object> daemon(NodeStatus.DaemonInfo daemon) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("pid", daemon.pid());
        json.put("version", daemon.version());
        json.put("incarnation", daemon.incarnation());
        return json;
    }

    private static Map<String, @Nullable Object> step(NodeStatus.RunningStep step) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", step.name());
        json.put("since", step.since().toString());
        return json;
    }

    private static void work(RunningWork work, Map<String, @Nullable Object> json) {
        json.put("id", work.id());
        json.put("kind", work.kind());
        json.put("since", work.since().toString());
        json.put("resources", work.resources().amounts());
    }

    private static void run(FinishedRun run, Map<String, @Nullable Object> json) {
        json.put("id", run.id());
        json.put("name", run.name());
        json.put("outcome", run.outcome().wireName());
        json.put("exit_code", run.exitCode());
        json.put("peak_memory", run.peakMemory().orElse(null));
        json.put("cpu_seconds", run.cpuTime().map(StatusJson::seconds).orElse(null));
        json.put("wall_seconds", run.wallTime().map(StatusJson::seconds).orElse(null));
        json.put("ended", run.endedAt().toString());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Map<String, @Nullable Object> engine(EngineStatus engine) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("phase", engine.phase().wireName());
        json.put("since", engine.since().toString());
        json.put("restarts", engine.restarts());
        json.put("lines", engine.lines());
        return json;
    }

    private static void type(StatusView.TypeStatus type, Map<String, @Nullable Object> json) {
        json.put("name", type.name());
        json.put("min", type.min());
        json.put("max", type.max());
        json.put("ready", type.ready());
        json.put("starting", type.starting());
        json.put("failed", type.failed());
    }

    private static void host(StatusView.PoolHost host, Map<String, @Nullable Object> json) {
        json.put("host", host.host());
        json.put("type", host.type());
        json.put("state", host.state().wireName());
        boolean isHeld = host.state() == PoolHostState.USED || host.state() == PoolHostState.HELD;
        json.put("held_by", isHeld ? host.heldBy() : null);
        json.put("reason", isHeld ? "" : host.heldBy());
    }

    private static Map<String, @Nullable Object> engineView(EngineStatusView engine) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("reason", engine.reason());
        json.put("answers", engine.answers());
        json.put("trouble", engine.trouble());
        json.put("nodes_alive", engine.alive());
        json.put("nodes", list(engine.nodes(), StatusJson::engineNode));
        json.put("pending", list(engine.pending(), StatusJson::pending));
        return json;
    }

    private static void engineNode(EngineStatusView.EngineNode node, Map<String, @Nullable Object> json) {
        json.put("name", node.key().value());
        json.put("state", node.state().wireName());
        json.put("text", node.text());
    }

    private static void pending(EngineStatusView.PendingDemand demand, Map<String, @Nullable Object> json) {
        json.put("kind", demand.kind().wireName());
        json.put("resources", demand.shape().resources().amounts());
        json.put("selector", ShapeText.words(demand.shape().selector()));
        json.put("count", demand.count());
        json.put("gang", demand.gang());
    }

    private static void demand(StatusView.UnmetDemand demand, Map<String, @Nullable Object> json) {
        json.put("resources", demand.shape().resources().amounts());
        json.put("count", demand.count());
        json.put("reason", demand.reason());
    }

    private static Map<String, @Nullable Object> totalAndAvailable(Resources total, Resources available) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("total", total.amounts());
        json.put("available", available.amounts());
        return json;
    }

    private static <T> List<Map<String, @Nullable Object>> list(List<T> values, Members<T> members) {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (T value : values) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            members.put(value, json);
            list.add(json);
        }
        return list;
    }

    private interface Members<T> {
        void put(T value, Map<String, @Nullable Object> json);
    }
}
