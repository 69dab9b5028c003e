package dev.muster.client;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.Problem;
import dev.muster.core.failure.InvalidConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * A config file that was read and is valid.
 *
 * @param path absolute
 * @param expanded the full form as YAML text, what {@code validate --expanded} prints and the head gets
 * @param warnings legacy keys, keys that are not supported yet, oddities
 * @param notCarriedOut keys that are understood and stop an {@code up}
 */
public record ConfigFile(
        Path path, ClusterConfig config, String expanded, List<Problem> warnings, List<Problem> notCarriedOut) {
    public ConfigFile {
        warnings = List.copyOf(warnings);
        notCarriedOut = List.copyOf(notCarriedOut);
    }

    public ConfigFile(Path path, ClusterConfig config, String expanded, List<Problem> warnings) {
        this(path, config, expanded, warnings, List.of());
    }

    /** Nothing is ignored silently: a key that is not supported yet stops here. */
    public void requireCarriedOut() {
        if (!notCarriedOut.isEmpty()) {
            throw new InvalidConfig(notCarriedOut);
        }
    }
}
