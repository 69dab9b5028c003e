package dev.muster.config;

import dev.muster.config.section.ConfigSection;
import dev.muster.config.yaml.Problems;
import dev.muster.config.yaml.RawValue;
import dev.muster.config.yaml.SourceLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Values of command-line options that replace those of the file. An empty value leaves the file's value in place.
 *
 * @param minWorkers for the worker type if there is exactly one, otherwise for the cluster, as in Ray
 */
public record Overrides(
        Optional<String> clusterName, OptionalInt minWorkers, OptionalInt maxWorkers, Optional<Boolean> loginShells) {
    public static final Overrides NONE =
            new Overrides(Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

    /** Returns the tree as if the file contained these values. */
    RawValue.Mapping applyTo(RawValue.Mapping top) {
        RawValue.Mapping result = top;
        if (clusterName.isPresent()) {
            result = with(result, "cluster_name", text("--cluster-name", clusterName.get()));
        }
        if (maxWorkers.isPresent()) {
            result = with(result, "max_workers", number("--max-workers", maxWorkers.getAsInt()));
        }
        if (loginShells.isPresent()) {
            SourceLocation place = SourceLocation.whole("--use-login-shells");
            result = with(
                    result,
                    "login_shells",
                    new RawValue.Scalar(place, loginShells.get().toString(), RawValue.Kind.FLAG, true));
        }
        return minWorkers.isPresent() ? withMinimum(result, number("--min-workers", minWorkers.getAsInt())) : result;
    }

    private static RawValue.Mapping withMinimum(RawValue.Mapping top, RawValue number) {
        ConfigSection types = new ConfigSection(top, "", new Problems()).section("available_node_types");
        String head = new ConfigSection(top, "", new Problems())
                .text("head_node_type")
                .orElse("");
        List<String> workers = types.names().size() == 1
                ? List.copyOf(types.names())
                : types.names().stream().filter(name -> !name.equals(head)).toList();
        if (workers.size() != 1) {
            return with(top, "min_workers", number);
        }
        RawValue.Mapping type = with(types.section(workers.getFirst()).mapping(), "min_workers", number);
        return with(top, "available_node_types", with(types.mapping(), workers.getFirst(), type));
    }

    private static RawValue.Mapping with(RawValue.Mapping mapping, String key, RawValue value) {
        Map<String, RawValue.Entry> entries = new LinkedHashMap<>(mapping.entries());
        entries.put(key, new RawValue.Entry(value.place(), value));
        return new RawValue.Mapping(mapping.place(), entries);
    }

    private static RawValue text(String option, String text) {
        return new RawValue.Scalar(SourceLocation.whole(option), text, RawValue.Kind.TEXT, false);
    }

    private static RawValue number(String option, int number) {
        return new RawValue.Scalar(SourceLocation.whole(option), Integer.toString(number), RawValue.Kind.NUMBER, true);
    }
}
