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
 * What {@code check.sh} told of one host. A host is not trusted: what is too long, unknown or out of form is passed over.
 *
 * @param values by name; a name is there once
 * @param packages of the environment, versions by name
 * @param folders clusters with a folder of Muster's there: id and name
 * @param processes ids of clusters that have a process there
 * @param reached what was found at {@code PORT/ADDRESS}
 * @param isWhole whether the script came to its end
 */
public record CheckFacts(
        Map<String, String> values,
        Map<String, String> packages,
        Map<String, String> folders,
        Set<String> processes,
        Map<String, Reached> reached,
        boolean isWhole) {
    static final String FIRST_LINE = "muster-check 1";
    private static final int MOST_LINES = 20_000;
    private static final int LONGEST_LINE = 4200;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.]{0,40}");
    private static final KeyValueText FORMAT =
            new KeyValueText(FIRST_LINE, MOST_LINES, LONGEST_LINE, NAME.asMatchPredicate());
    private static final Pattern ID = Pattern.compile("[0-9a-f]{1,64}");

    public CheckFacts {
        values = Map.copyOf(values);
        packages = Map.copyOf(packages);
        folders = Map.copyOf(folders);
        processes = Set.copyOf(processes);
        reached = Map.copyOf(reached);
    }

    /** How a TCP port looks from a host. */
    public enum Reached {
        OPEN,
        /** Nobody listens, but the way is free. */
        REFUSED,
        /** No answer: something on the way swallows it. */
        SILENT,
        UNREACHABLE,
        /** The host does not know the name. */
        NAMELESS,
        UNKNOWN
    }

    /** Empty where the script did not begin: the login shell said something else, or nothing. */
    static Optional<CheckFacts> parse(String text) {
        return FORMAT.parse(text).map(entries -> {
            Draft draft = new Draft();
            entries.forEach(draft::read);
            return draft.facts();
        });
    }

    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    public boolean has(String name, String value) {
        return value(name).equals(value);
    }

    /** Empty where it was not told, or is no number. */
    public OptionalLong number(String name) {
        return value(name).matches("[0-9]{1,15}") ? OptionalLong.of(Long.parseLong(value(name))) : OptionalLong.empty();
    }

    public boolean lists(String name, String word) {
        return List.of(value(name).split("[ ,]+")).contains(word);
    }

    private static final class Draft {
        private final Map<String, String> values = new TreeMap<>();
        private final Map<String, String> conda = new TreeMap<>();
        private final Map<String, String> pip = new TreeMap<>();
        private final Map<String, String> folders = new LinkedHashMap<>();
        private final List<String> processes = new ArrayList<>();
        private final Map<String, Reached> reached = new LinkedHashMap<>();

        void read(KeyValueText.Entry entry) {
            String name = entry.key();
            String value = entry.value().replaceAll("\\p{Cntrl}+", " ").strip();
            switch (name) {
                case "package.conda" -> pair(value, (key, version) -> conda.put(plain(key), version));
                case "package.pip" -> pair(value, (key, version) -> pip.put(plain(key), version));
                case "folder" -> pair(value, this::folder);
                case "process" -> process(value);
                case "reach" -> pair(value, this::reach);
                default -> values.putIfAbsent(name, value);
            }
        }

        private static void pair(String value, Pair pair) {
            int space = value.indexOf(' ');
            if (space > 0) {
                pair.of(value.substring(0, space), value.substring(space + 1));
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

        private void reach(String target, String word) {
            for (Reached each : Reached.values()) {
                if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
                    reached.put(target, each);
                }
            }
        }

        /** As Python compares names of packages. */
        private static String plain(String name) {
            return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
        }

        CheckFacts facts() {
            Map<String, String> packages = new TreeMap<>(pip);
            packages.putAll(conda);
            boolean whole = "yes".equals(values.remove("end"));
            return new CheckFacts(values, packages, folders, Set.copyOf(processes), reached, whole);
        }
    }

    private interface Pair {
        void of(String first, String rest);
    }
}
