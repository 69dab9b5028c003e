package dev.muster.transfer;

import dev.muster.core.config.FilesConfig;
import dev.muster.transfer.TreeEntry.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What of a folder is not copied, as a function of names. {@code rsync_exclude} are rsync's exclude patterns, from the top of what is copied; {@code
 * rsync_filter} names files such as {@code .gitignore}, which are read in every folder and mean what they mean to git. What is in a folder that is left out is left out
 * too, whatever another pattern says.
 */
public final class Exclusions {
    public static final Exclusions NONE = new Exclusions(List.of(), List.of());

    private final List<PathRule> excludes;
    private final Set<String> filterNames;

    private Exclusions(List<String> excludes, List<String> filterNames) {
        this.excludes = excludes.stream().map(PathRule::ofRsync).toList();
        this.filterNames = Set.copyOf(filterNames);
    }

    public static Exclusions of(FilesConfig files) {
        return new Exclusions(files.rsyncExclude(), files.rsyncFilter());
    }

    /** The patterns of one filter file. */
    record Filter(List<PathRule> rules) {
        static Filter of(String folder, String text) {
            return new Filter(text.lines()
                    .flatMap(line -> PathRule.ofGit(line, folder).stream())
                    .toList());
        }

        Filter and(Filter more) {
            return new Filter(Stream.concat(rules.stream(), more.rules.stream()).toList());
        }
    }

    /** Whether a file of this name has patterns for the folder that it is in. */
    boolean isFilter(String name) {
        return filterNames.contains(name);
    }

    /** @param filters of the folders above it, the top's first */
    boolean leaveOut(String path, Kind kind, List<Filter> filters) {
        String whole = "/" + path;
        if (excludes.stream().anyMatch(rule -> rule.matches(whole, kind))) {
            return true;
        }
        boolean out = false;
        for (Filter filter : filters) {
            for (PathRule rule : filter.rules()) {
                out = rule.matches(whole, kind) ? !rule.takesBack() : out;
            }
        }
        return out;
    }

    /**
     * The same for a whole list of what is in a folder.
     *
     * @param entries parents first
     * @param filterTexts texts of the filter files by their paths
     */
    List<TreeEntry> kept(List<TreeEntry> entries, Map<String, String> filterTexts) {
        SortedMap<String, Filter> filters =
                new TreeMap<>(Comparator.comparing(String::length).thenComparing(folder -> folder));
        filterTexts.forEach(
                (path, text) -> filters.merge(folderOf(path), Filter.of(folderOf(path), text), Filter::and));
        Set<String> out = new HashSet<>();
        List<TreeEntry> kept = new ArrayList<>();
        for (TreeEntry entry : entries) {
            if (out.contains(entry.parent()) || leaveOut(entry.path(), entry.kind(), above(entry, filters))) {
                out.add(entry.path());
            } else {
                kept.add(entry);
            }
        }
        return kept;
    }

    private static List<Filter> above(TreeEntry entry, SortedMap<String, Filter> filters) {
        return filters.entrySet().stream()
                .filter(filter -> filter.getKey().isEmpty() || entry.path().startsWith(filter.getKey() + "/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String folderOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
