package dev.muster.launcher.usecase;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * A config file that was read and is right.
 *
 * @param path absolute
 * @param expanded the full form as YAML text, what {@code validate --expanded} prints and the head gets
 * @param warnings legacy keys, keys that are not carried out yet, oddities
 */
public record ConfigFile(Path path, ClusterConfig config, String expanded, List<Problem> warnings) {
    public ConfigFile {
        warnings = List.copyOf(warnings);
    }
}
