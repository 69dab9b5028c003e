package dev.muster.config.read;

import dev.muster.config.section.ConfigSection;
import dev.muster.config.section.LocalPaths;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.CommandsConfig;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.engine.EngineCommands;
import dev.muster.engine.EngineHints;
import dev.muster.engine.EngineSettings;
import dev.muster.engine.Engines;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads which engine runs and how, and lets the engine check what it gets. */
final class EngineReader {
    /** Keys that only the engine understands. */
    private static final List<String> SETTINGS = List.of("head_state");

    private final ConfigSection top;
    private final LocalPaths paths;

    EngineReader(ConfigSection top, LocalPaths paths) {
        this.top = top;
        this.paths = paths;
    }

    EngineConfig read(CommandsConfig commands, EnvironmentConfig environment, Collection<NodeTypeConfig> types) {
        String name = top.text("engine")
                .filter(text -> Engines.find(text).isPresent())
                .orElse(EngineChoice.AUTO);
        EngineConfig engine = EngineChoice.choose(name, hints(commands, environment, types))
                .with(settings(), top.flag("enforce").orElse(false));
        if (engine.isNative()) {
            warnOfUnusedKeys();
        }
        return restored(engine);
    }

    /** Reports what the engine cannot do. */
    void check(ClusterConfig config) {
        EngineCheck check = new EngineCheck(top, config.engine().name());
        check.commands(
                new EngineCommands(
                        config.commands().headStart(), config.commands().workerStart()),
                new EngineSettings(config.engine().settings()));
        config.types().values().forEach(check::type);
        config.provider().listedHosts().ifPresent(check::hosts);
    }

    private EngineHints hints(
            CommandsConfig commands, EnvironmentConfig environment, Collection<NodeTypeConfig> types) {
        return new EngineHints(
                new EngineCommands(commands.headStart(), commands.workerStart()),
                Stream.concat(
                                commands.headSetup().stream(),
                                types.stream().flatMap(type -> type.setupCommands().stream()))
                        .distinct()
                        .toList(),
                new PackageList(paths).of(environment),
                images(),
                List.of());
    }

    private List<String> images() {
        ConfigSection docker = top.section("docker");
        return Stream.of("image", "head_image", "worker_image")
                .flatMap(key -> docker.text(key).stream())
                .filter(image -> !image.isBlank())
                .toList();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        SETTINGS.forEach(key -> top.text(key).ifPresent(value -> settings.put(key, value)));
        return settings;
    }

    private void warnOfUnusedKeys() {
        for (String key : List.of("head_start_ray_commands", "worker_start_ray_commands")) {
            if (top.texts(key).filter(list -> !list.isEmpty()).isPresent()) {
                warnOfUnused(key);
            }
        }
        Stream.concat(SETTINGS.stream(), Stream.of("enforce"))
                .filter(top::given)
                .forEach(this::warnOfUnused);
    }

    private void warnOfUnused(String key) {
        top.warning(key, "is ignored, because the engine is native", "");
    }

    /** Restores why an engine was chosen on the machine that read the original file. */
    private EngineConfig restored(EngineConfig engine) {
        Optional<String> reason = top.text("engine_reason");
        if (reason.isEmpty()) {
            return engine;
        }
        if (engine.choice().isPresent()) {
            top.error("engine_reason", "has no meaning unless 'engine' names an engine", "remove it");
        }
        return new EngineConfig(engine.name(), reason, engine.settings(), engine.enforced());
    }
}
