package dev.muster.config;

import dev.muster.config.yaml.ConfigText;
import dev.muster.config.yaml.Problems;
import dev.muster.config.yaml.RawValue;
import dev.muster.config.yaml.SourceLocation;
import dev.muster.config.yaml.YamlTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds on which line of a cluster's file a command is, so that a failure can name it. A file with errors has no commands here. */
public final class CommandLocations {
    private static final String INITIALIZATION = "initialization_commands";
    private static final String WORKER_SETUP = "worker_setup_commands";

    private final RawValue.Mapping top;

    private CommandLocations(RawValue.Mapping top) {
        this.top = top;
    }

    /** The commands of one step. */
    public enum Step {
        INITIALIZATION,
        SETUP
    }

    public static CommandLocations of(Path file) {
        Problems ignored = new Problems();
        Path name = file.getFileName();
        String shown = name == null ? file.toString() : name.toString();
        return new CommandLocations(new ConfigText(ignored)
                .read(file)
                .flatMap(text -> new YamlTree(shown, ignored).read(text))
                .orElseGet(() -> RawValue.Mapping.empty(SourceLocation.whole(shown))));
    }

    /**
     * Returns the location, such as {@code cluster.yaml:21}.
     *
     * @param type the worker's node type; empty for the head
     * @param number the command's position in the step, from 1
     * @return empty if the file has no such command
     */
    public Optional<String> find(Optional<String> type, Step step, int number) {
        List<SourceLocation> all = switch (step) {
            case INITIALIZATION -> inType(type, INITIALIZATION).orElseGet(() -> items(top, INITIALIZATION));
            case SETUP -> inType(type, WORKER_SETUP).orElseGet(() -> setup(type.isEmpty()));
        };
        return number < 1 || number > all.size()
                ? Optional.empty()
                : Optional.of(all.get(number - 1)).map(place -> place.file() + ":" + place.line());
    }

    private List<SourceLocation> setup(boolean isHead) {
        List<SourceLocation> all = new ArrayList<>(items(top, "setup_commands"));
        all.addAll(items(top, isHead ? "head_setup_commands" : WORKER_SETUP));
        return all;
    }

    /** Returns the commands that a node type has instead of the cluster's. */
    private Optional<List<SourceLocation>> inType(Optional<String> type, String key) {
        return type.flatMap(name -> mapping(top, "available_node_types").flatMap(types -> mapping(types, name)))
                .filter(section -> section.entries().containsKey(key))
                .map(section -> items(section, key));
    }

    private static Optional<RawValue.Mapping> mapping(RawValue.Mapping section, String key) {
        RawValue.Entry entry = section.entries().get(key);
        return entry != null && entry.value() instanceof RawValue.Mapping mapping
                ? Optional.of(mapping)
                : Optional.empty();
    }

    private static List<SourceLocation> items(RawValue.Mapping section, String key) {
        RawValue.Entry entry = section.entries().get(key);
        if (entry == null) {
            return List.of();
        }
        return switch (entry.value()) {
            case RawValue.Sequence list ->
                list.items().stream().map(RawValue::place).toList();
            case RawValue.Scalar scalar -> scalar.isEmpty() ? List.of() : List.of(scalar.place());
            case RawValue.Mapping _ -> List.of();
        };
    }
}
