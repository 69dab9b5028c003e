package dev.muster.launcher.cluster;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.failure.UserError;
import dev.muster.launcher.usecase.UpRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code --min-workers} and {@code --max-workers} in place of the file's numbers. */
final class LimitFlags {
    private LimitFlags() {}

    static ClusterConfig in(ClusterConfig config, UpRequest.Limits limits) {
        if (limits.minWorkers().isEmpty() && limits.maxWorkers().isEmpty()) {
            return config;
        }
        int max = limits.maxWorkers()
                .orElse(Math.max(config.maxWorkers(), limits.minWorkers().orElse(0)));
        Map<String, NodeTypeConfig> types = new LinkedHashMap<>();
        String type = workerType(config);
        config.types()
                .forEach((name, known) ->
                        types.put(name, known.name().equals(type) ? changed(known, limits, max) : known));
        ClusterConfig changed = config.withTypes(types, max);
        if (changed.minWorkers() > max) {
            throw new UserError("--min-workers: " + changed.minWorkers() + " is more than the maximum, " + max);
        }
        return changed;
    }

    private static NodeTypeConfig changed(NodeTypeConfig type, UpRequest.Limits limits, int max) {
        int min = limits.minWorkers().orElse(Math.min(type.minWorkers(), max));
        return type.withWorkers(min, Math.max(min, limits.maxWorkers().orElse(Math.max(type.maxWorkers(), min))));
    }

    private static String workerType(ClusterConfig config) {
        var kinds = config.types().values().stream()
                .filter(type -> type.maxWorkers() > 0)
                .map(NodeTypeConfig::name)
                .toList();
        if (kinds.size() != 1) {
            throw new UserError(
                    "--min-workers and --max-workers need a file with one type of workers; this one has "
                            + kinds.size(),
                    "write min_workers and max_workers into the file");
        }
        return kinds.getFirst();
    }
}
