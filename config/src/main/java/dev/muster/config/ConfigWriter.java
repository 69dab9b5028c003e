package dev.muster.config;

import dev.muster.config.yaml.YamlWriter;
import dev.muster.core.Resources;
import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.CommandsConfig;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.config.FilesConfig;
import dev.muster.core.config.NodeTypeConfig;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a config in its full form: with every default, with absolute local paths, and with references to environment variables instead
 * of their values. {@link ConfigReader#readExpanded} reads an equal config from it on any machine. Unsupported keys are left out.
 */
public final class ConfigWriter {
    private ConfigWriter() {}

    /** Returns the YAML text. Equal configs give equal texts. */
    public static String write(ClusterConfig config) {
        Map<String, Object> top = new LinkedHashMap<>();
        top.put("cluster_name", config.name());
        top.put("provider", ProviderWriter.of(config.provider()));
        putUnlessEmpty(top, "auth", auth(config.auth()));
        top.put("max_workers", config.maxWorkers());
        top.put("upscaling_speed", config.upscalingSpeed());
        top.put("idle_timeout_minutes", minutes(config.idleTimeout()));
        top.put("head_node_type", config.headType());
        Map<String, Object> types = new LinkedHashMap<>();
        config.types().forEach((name, type) -> types.put(name, type(type)));
        top.put("available_node_types", types);
        putUnlessEmpty(top, "environment", EnvironmentWriter.of(config.environment()));
        files(top, config.files());
        commands(top, config.commands());
        engine(top, config.engine());
        return YamlWriter.of(top);
    }

    private static Map<String, Object> auth(AuthConfig auth) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "ssh_user", auth.user());
        put(map, "ssh_private_key", auth.privateKey());
        put(map, "ssh_public_key", auth.publicKey());
        put(map, "ssh_proxy_command", auth.proxyCommand());
        put(map, "head_ssh_private_key", auth.headPrivateKey());
        map.put("host_keys", auth.hostKeys().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return map;
    }

    private static Map<String, Object> type(NodeTypeConfig type) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("resources", resources(type.resources(), type.noResources()));
        putUnlessEmpty(map, "labels", new TreeMap<>(type.labels()));
        map.put("min_workers", type.minWorkers());
        map.put("max_workers", type.maxWorkers());
        map.put("idle_timeout_s", seconds(type.idleTimeout()));
        if (!type.setUpTimeout().equals(NodeTypeConfig.DEFAULT_SET_UP_TIMEOUT)) {
            map.put("setup_timeout_minutes", minutes(type.setUpTimeout()));
        }
        map.put("priority", type.priority());
        map.put("initialization_commands", type.initializationCommands());
        map.put("worker_setup_commands", type.setupCommands());
        return map;
    }

    private static void files(Map<String, Object> top, FilesConfig files) {
        putUnlessEmpty(top, "file_mounts", files.mounts());
        putUnlessEmpty(top, "cluster_synced_files", files.synced());
        if (files.syncContinuously()) {
            top.put("file_mounts_sync_continuously", true);
        }
        putUnlessEmpty(top, "rsync_exclude", files.rsyncExclude());
        putUnlessEmpty(top, "rsync_filter", files.rsyncFilter());
    }

    private static void commands(Map<String, Object> top, CommandsConfig commands) {
        putUnlessEmpty(top, "initialization_commands", commands.headInitialization());
        putUnlessEmpty(top, "head_setup_commands", commands.headSetup());
        putUnlessEmpty(top, "head_start_ray_commands", commands.headStart());
        putUnlessEmpty(top, "worker_start_ray_commands", commands.workerStart());
        top.put("login_shells", commands.loginShells());
    }

    /** Names the engine that was chosen: only the machine that read the original file sees all that the choice depends on. */
    private static void engine(Map<String, Object> top, EngineConfig engine) {
        boolean isDefault = engine.isNative() && engine.choice().isPresent();
        top.put("engine", isDefault ? "auto" : engine.name());
        put(top, "engine_reason", isDefault ? Optional.empty() : engine.choice());
        top.putAll(new TreeMap<>(engine.settings()));
        if (engine.enforced()) {
            top.put("enforce", true);
        }
    }

    static Map<String, Object> resources(Resources resources, Collection<String> none) {
        Map<String, Object> amounts = new TreeMap<>();
        resources.tenThousandths().forEach((name, units) -> amounts.put(name, plain(BigDecimal.valueOf(units, 4))));
        none.forEach(name -> amounts.put(name, 0));
        return amounts;
    }

    private static BigDecimal seconds(Duration duration) {
        return plain(BigDecimal.valueOf(duration.toMillis(), 3));
    }

    /** Eight decimals of a minute are less than a microsecond, so the same millisecond is read back. */
    private static BigDecimal minutes(Duration duration) {
        return plain(
                BigDecimal.valueOf(duration.toMillis()).divide(BigDecimal.valueOf(60_000), 8, RoundingMode.HALF_UP));
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    static void put(Map<String, Object> map, String key, Optional<?> value) {
        value.ifPresent(present -> map.put(key, present));
    }

    static void putUnlessEmpty(Map<String, Object> map, String key, Map<String, ?> value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }

    static void putUnlessEmpty(Map<String, Object> map, String key, Collection<String> value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }
}
