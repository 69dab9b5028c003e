package dev.muster.launcher.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the command line says instead of the file.
 *
 * @param minWorkers of the worker type where there is one; of the cluster otherwise, as Ray has it
 * @param loginShells empty: as the file says
 */
public record Overrides(
        Optional<String> clusterName, OptionalInt minWorkers, OptionalInt maxWorkers, Optional<Boolean> loginShells) {
    public static final Overrides NONE =
            new Overrides(Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

    /** The tree as if the file had said so. */
    Raw.Mapping applyTo(Raw.Mapping top) {
        Raw.Mapping result = top;
        if (clusterName.isPresent()) {
            result = with(result, "cluster_name", text("--cluster-name", clusterName.get()));
        }
        if (maxWorkers.isPresent()) {
            result = with(result, "max_workers", number("--max-workers", maxWorkers.getAsInt()));
        }
        if (loginShells.isPresent()) {
            Place place = Place.whole("--use-login-shells");
            result = with(
                    result,
                    "login_shells",
                    new Raw.Scalar(place, loginShells.get().toString(), Raw.Kind.FLAG, true));
        }
        return minWorkers.isPresent() ? withMinimum(result, number("--min-workers", minWorkers.getAsInt())) : result;
    }

    private static Raw.Mapping withMinimum(Raw.Mapping top, Raw number) {
        Section types = new Section(top, "", new Problems()).section("available_node_types");
        String head =
                new Section(top, "", new Problems()).text("head_node_type").orElse("");
        List<String> workers = types.names().size() == 1
                ? List.copyOf(types.names())
                : types.names().stream().filter(name -> !name.equals(head)).toList();
        if (workers.size() != 1) {
            return with(top, "min_workers", number);
        }
        Raw.Mapping type = with(types.section(workers.getFirst()).mapping(), "min_workers", number);
        return with(top, "available_node_types", with(types.mapping(), workers.getFirst(), type));
    }

    private static Raw.Mapping with(Raw.Mapping mapping, String key, Raw value) {
        Map<String, Raw.Entry> entries = new LinkedHashMap<>(mapping.entries());
        entries.put(key, new Raw.Entry(value.place(), value));
        return new Raw.Mapping(mapping.place(), entries);
    }

    private static Raw text(String option, String text) {
        return new Raw.Scalar(Place.whole(option), text, Raw.Kind.TEXT, false);
    }

    private static Raw number(String option, int number) {
        return new Raw.Scalar(Place.whole(option), Integer.toString(number), Raw.Kind.NUMBER, true);
    }
}
