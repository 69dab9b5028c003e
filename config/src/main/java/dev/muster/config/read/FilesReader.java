package dev.muster.config.read;

import dev.muster.config.section.ConfigSection;
import dev.muster.config.section.LocalPaths;
import dev.muster.config.section.NodePath;
import dev.muster.config.yaml.Problems;
import dev.muster.core.config.FilesConfig;
import dev.muster.core.config.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is copied to nodes. */
final class FilesReader {
    private final ConfigSection top;
    private final LocalPaths paths;
    private final Problems missing = new Problems();

    FilesReader(ConfigSection top, LocalPaths paths) {
        this.top = top;
        this.paths = paths;
    }

    /** Returns a problem for each missing source. Only copying needs the sources, so they are an error for {@code up} but not for {@code down}. */
    List<Problem> missing() {
        return missing.all();
    }

    FilesConfig read() {
        return new FilesConfig(
                mounts(),
                synced(),
                top.flag("file_mounts_sync_continuously").orElse(false),
                patterns("rsync_exclude"),
                patterns("rsync_filter"));
    }

    private Map<String, String> mounts() {
        ConfigSection section = top.section("file_mounts");
        Map<String, String> mounts = new LinkedHashMap<>();
        top.textMap("file_mounts").forEach((remote, local) -> {
            NodePath.check(section, remote, remote);
            paths.resolve(section, remote, local, message -> addMissing(section, remote, message))
                    .ifPresent(path -> mounts.put(remote, path));
        });
        return mounts;
    }

    private void addMissing(ConfigSection section, String remote, String message) {
        missing.error(section.valuePlace(remote), section.pathOf(remote), message);
    }

    private List<String> synced() {
        List<String> synced = top.texts("cluster_synced_files").orElse(List.of());
        synced.stream()
                .map(NodePath::problem)
                .flatMap(Optional::stream)
                .forEach(problem -> top.error("cluster_synced_files", problem));
        return synced;
    }

    private List<String> patterns(String key) {
        List<String> patterns = top.texts(key).orElse(List.of());
        if (patterns.stream()
                .anyMatch(pattern -> pattern.isBlank() || pattern.chars().anyMatch(Character::isISOControl))) {
            top.error(key, "a pattern must be one line of printable characters");
        }
        return patterns;
    }
}
