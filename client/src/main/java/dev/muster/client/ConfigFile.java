package dev.muster.client;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.Problem;
import dev.muster.core.failure.InvalidConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * A valid config file.
 *
 * @param path the absolute path
 * @param config the config with all defaults filled in
 * @param expanded the same as YAML text, which {@code validate --expanded} prints and the head receives
 * @param warnings legacy keys, keys that are not supported yet, and settings that are probably mistakes
 * @param unsupported problems with keys that are not supported yet; {@code up} refuses a file that has any
 */
public record ConfigFile(
        Path path, ClusterConfig config, String expanded, List<Problem> warnings, List<Problem> unsupported) {
    public ConfigFile {
        warnings = List.copyOf(warnings);
        unsupported = List.copyOf(unsupported);
    }

    /** Creates a file without unsupported keys. */
    public ConfigFile(Path path, ClusterConfig config, String expanded, List<Problem> warnings) {
        this(path, config, expanded, warnings, List.of());
    }

    /** Throws {@link InvalidConfig} if the file has keys that are not supported yet, so that none is ignored silently. */
    public void requireSupported() {
        if (!unsupported.isEmpty()) {
            throw new InvalidConfig(unsupported);
        }
    }
}
