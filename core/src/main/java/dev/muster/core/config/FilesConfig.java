package dev.muster.core.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that are copied to nodes.
 *
 * @param mounts maps a path on the node to a path on the user's machine
 * @param synced paths on the head that are copied to the same path on workers
 */
public record FilesConfig(
        Map<String, String> mounts,
        List<String> synced,
        boolean syncContinuously,
        List<String> rsyncExclude,
        List<String> rsyncFilter) {
    public static final FilesConfig NONE = new FilesConfig(Map.of(), List.of(), false, List.of(), List.of());

    public FilesConfig {
        mounts = Collections.unmodifiableMap(new LinkedHashMap<>(mounts));
        synced = List.copyOf(synced);
        rsyncExclude = List.copyOf(rsyncExclude);
        rsyncFilter = List.copyOf(rsyncFilter);
    }
}
