package dev.muster.client.check;

import dev.muster.core.text.KeyValueText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The output of {@code check.sh} on one host. The host is not trusted, so lines that are too long, unknown or malformed are ignored.
 *
 * @param values single values by name
 * @param packages the versions of the environment's packages, by package name
 * @param folders the names of clusters that have a folder on the host, by cluster ID
 * @param processes the IDs of clusters that have a process on the host
 * @param reached whether the host reaches other hosts, by {@code PORT/ADDRESS}
 * @param isComplete whether the script ran to its end
 */
public record CheckFacts(
        Map<String, String> values,
        Map<String, String> packages,
        Map<String, String> folders,
        Set<String> processes,
        Map<String, Reachability> reached,
        boolean isComplete) {
    static final String FIRST_LINE = "muster-check 1";
    private static final int MAX_LINES = 20_000;
    private static final int MAX_LINE_LENGTH = 4200;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.]{0,40}");
    private static final KeyValueText FORMAT =
            new KeyValueText(FIRST_LINE, MAX_LINES, MAX_LINE_LENGTH, NAME.asMatchPredicate());
    private static final Pattern ID = Pattern.compile("[0-9a-f]{1,64}");

    public CheckFacts {
        values = Map.copyOf(values);
        packages = Map.copyOf(packages);
        folders = Map.copyOf(folders);
        processes = Set.copyOf(processes);
        reached = Map.copyOf(reached);
    }

    /** The result of a host's attempt to connect to a TCP port. */
    public enum Reachability {
        /** The connection was accepted. */
        OPEN,
        /** The connection was refused: packets get through, but nothing listens on the port. */
        REFUSED,
        /** There was no answer: a firewall probably drops the packets. */
        SILENT,
        /** The network or a firewall rejected the packets. */
        UNREACHABLE,
        /** The name cannot be resolved on the host. */
        NAMELESS,
        /** It could not be tried, or the result was unclear. */
        UNKNOWN
    }

    /** Parses the script's output. Returns empty if the script did not start, for example because the login shell printed something else. */
    static Optional<CheckFacts> parse(String text) {
        return FORMAT.parse(text).map(entries -> {
            Draft draft = new Draft();
            entries.forEach(draft::read);
            return draft.facts();
        });
    }

    /** Returns a value, or an empty string if the host did not report it. */
    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** Returns whether the host reported exactly this value. */
    public boolean has(String name, String value) {
        return value(name).equals(value);
    }

    /** Returns a value as a number, or empty if it was not reported or is not a number. */
    public OptionalLong number(String name) {
        return value(name).matches("[0-9]{1,15}") ? OptionalLong.of(Long.parseLong(value(name))) : OptionalLong.empty();
    }

    /** Returns whether a value is a list, separated by spaces or commas, that has this element. */
    public boolean lists(String name, String element) {
        return List.of(value(name).split("[ ,]+")).contains(element);
    }

    private static final class Draft {
        private final Map<String, String> values = new TreeMap<>();
        private final Map<String, String> conda = new TreeMap<>();
        private final Map<String, String> pip = new TreeMap<>();
        private final Map<String, String> folders = new LinkedHashMap<>();
        private final List<String> processes = new ArrayList<>();
        private final Map<String, Reachability> reached = new LinkedHashMap<>();

        void read(KeyValueText.Entry entry) {
            String name = entry.key();
            String value = entry.value().replaceAll("\\p{Cntrl}+", " ").strip();
            switch (name) {
                case "package.conda" -> pair(value, (key, version) -> conda.put(normalized(key), version));
                case "package.pip" -> pair(value, (key, version) -> pip.put(normalized(key), version));
                case "folder" -> pair(value, this::folder);
                case "process" -> process(value);
                case "reach" -> pair(value, this::reach);
                default -> values.putIfAbsent(name, value);
            }
        }

        private static void pair(String value, PairReader reader) {
            int space = value.indexOf(' ');
            if (space > 0) {
                reader.read(value.substring(0, space), value.substring(space + 1));
            }
        }

        private void folder(String id, String name) {
            if (ID.matcher(id).matches()) {
                folders.put(id, name);
            }
        }

        private void process(String id) {
            if (ID.matcher(id).matches()) {
                processes.add(id);
            }
        }

        private void reach(String target, String result) {
            for (Reachability each : Reachability.values()) {
                if (each.name().toLowerCase(Locale.ROOT).equals(result)) {
                    reached.put(target, each);
                }
            }
        }

        /** Normalizes a package name by Python's rules. */
        private static String normalized(String name) {
            return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
        }

        CheckFacts facts() {
            Map<String, String> packages = new TreeMap<>(pip);
            packages.putAll(conda);
            boolean complete = "yes".equals(values.remove("end"));
            return new CheckFacts(values, packages, folders, Set.copyOf(processes), reached, complete);
        }
    }

    private interface PairReader {
        void read(String first, String rest);
    }
}
