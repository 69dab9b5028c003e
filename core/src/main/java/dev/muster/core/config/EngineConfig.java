package dev.muster.core.config;

import java.util.Map;
import java.util.Optional;

/**
 * The software that runs on the nodes besides the daemon.
 *
 * @param name as the key {@code engine} has it, such as {@code native} or {@code ray}
 * @param choice why Muster chose it, as it follows "because"; empty if the file names the engine
 * @param settings what only the engine understands, by the key of the file
 * @param enforced whether the engine's processes on a node are in one control group with the node's resources as its limits
 */
public record EngineConfig(String name, Optional<String> choice, Map<String, String> settings, boolean enforced) {
    private static final String NATIVE_NAME = "native";

    /** No engine, because nothing in the file needs one. */
    public static final EngineConfig NATIVE = chosen(NATIVE_NAME, "nothing in the file needs another engine");

    public EngineConfig {
        settings = Map.copyOf(settings);
    }

    /** Returns an engine that the file names. */
    public static EngineConfig named(String name) {
        return new EngineConfig(name, Optional.empty(), Map.of(), false);
    }

    /** Returns an engine that Muster chose. */
    public static EngineConfig chosen(String name, String why) {
        return new EngineConfig(name, Optional.of(why), Map.of(), false);
    }

    /** Whether only the daemon runs on the nodes. */
    public boolean isNative() {
        return name.equals(NATIVE_NAME);
    }

    /** Returns why this engine runs, as it follows "because". */
    public String reason() {
        return choice.orElse("the file sets 'engine'");
    }

    public EngineConfig with(Map<String, String> newSettings, boolean isEnforced) {
        return new EngineConfig(name, choice, newSettings, isEnforced);
    }
}
