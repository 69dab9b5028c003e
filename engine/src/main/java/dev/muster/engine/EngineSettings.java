package dev.muster.engine;

import java.util.Map;
import java.util.Optional;

/** The settings of a file that only the engine understands, by their key, such as {@code head_state}. */
public record EngineSettings(Map<String, String> values) {
    public static final EngineSettings NONE = new EngineSettings(Map.of());

    public EngineSettings {
        values = Map.copyOf(values);
    }

    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }
}
