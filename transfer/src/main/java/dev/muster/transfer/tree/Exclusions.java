package dev.muster.transfer.tree;

import dev.muster.core.config.FilesConfig;
import dev.muster.transfer.tree.TreeEntry.Kind;
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
 * Decides by name what of a folder is not copied. {@code rsync_exclude} has rsync's exclude patterns, relative to the top. {@code rsync_filter} names
 * files such as {@code .gitignore}, which are read in every folder and mean what they mean to git. What is in an excluded folder is excluded too,
 * whatever other patterns say.
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

    /** Returns whether a file of this name contains patterns for its folder. */
    public boolean isFilter(String name) {
        return filterNames.contains(name);
    }

    /**
     * Returns whether the path is excluded.
     *
     * @param filters filter files of the folders above it, the top's first
     */
    boolean isExcluded(String path, Kind kind, List<Filter> filters) {
        String whole = "/" + path;
        if (excludes.stream().anyMatch(rule -> rule.matches(whole, kind))) {
            return true;
        }
        boolean isOut = false;
        for (Filter filter : filters) {
            for (PathRule rule : filter.rules()) {
                isOut = rule.matches(whole, kind) ? !rule.reincludes() : isOut;
            }
        }
        return isOut;
    }

    /**
     * Returns the entries that are not excluded.
     *
     * @param entries parents first
     * @param filterTexts texts of the filter files, by path
     */
    public List<TreeEntry> filter(List<TreeEntry> entries, Map<String, String> filterTexts) {
        SortedMap<String, Filter> filters =
                new TreeMap<>(Comparator.comparing(String::length).thenComparing(folder -> folder));
        filterTexts.forEach(
                (path, text) -> filters.merge(folderOf(path), Filter.of(folderOf(path), text), Filter::and));
        Set<String> excluded = new HashSet<>();
        List<TreeEntry> included = new ArrayList<>();
        for (TreeEntry entry : entries) {
            if (excluded.contains(entry.parent())
                    || isExcluded(entry.path(), entry.kind(), filtersAbove(entry, filters))) {
                excluded.add(entry.path());
            } else {
                included.add(entry);
            }
        }
        return included;
    }

    private static List<Filter> filtersAbove(TreeEntry entry, SortedMap<String, Filter> filters) {
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
