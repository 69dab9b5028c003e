package dev.muster.config.read;

import dev.muster.config.hosts.ListedPool;
import dev.muster.config.section.ConfigSection;
import dev.muster.config.section.LocalPaths;
import dev.muster.config.section.NodePath;
import dev.muster.config.types.HostTypes;
import dev.muster.config.types.NodeTypesReader;
import dev.muster.config.types.TypeLimits;
import dev.muster.config.types.TypeNames;
import dev.muster.config.yaml.Problems;
import dev.muster.config.yaml.SourceLocation;
import dev.muster.core.NameRules;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.CommandsConfig;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.config.Problem;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.node.NodeFolders;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns the raw tree of a whole file into a validated config. */
public final class ClusterReader {
    private static final int DEFAULT_HEAD_PORT = 7373;
    private static final BigDecimal DEFAULT_IDLE_MINUTES = BigDecimal.valueOf(5);

    private final ConfigSection top;
    private final LocalPaths paths;
    private final Problems problems;

    public ClusterReader(ConfigSection top, LocalPaths paths) {
        this.top = top;
        this.paths = paths;
        this.problems = top.problems();
    }

    /**
     * The config of a file without errors.
     *
     * @param blockers problems that are errors for {@code up} only
     */
    public record Result(ClusterConfig config, List<Problem> blockers) {}

    /** The part of the config that describes machines. */
    private record Nodes(ProviderConfig provider, Map<String, NodeTypeConfig> types, String headType, int maxWorkers) {}

    /** @throws dev.muster.core.failure.InvalidConfig if there is an error, including those that were found before */
    public Result read() {
        LegacyKeys.report(top);
        String name = name();
        Duration idleTimeout = idleTimeout();
        Nodes nodes = nodes(idleTimeout);
        CommandsConfig commands = CommandsReader.read(top);
        EnvironmentConfig environment = new EnvironmentReader(top, paths).read();
        String engineName = top.text("engine").orElse("auto");
        EngineConfig engine = EngineChoice.choose(
                engineName, commands, environment, nodes.types().values());
        warnOfUnusedStartCommands(engine);
        FilesReader files = new FilesReader(top, paths);
        ClusterConfig config = new ClusterConfig(
                name,
                nodes.provider(),
                AuthReader.read(top, paths),
                nodes.types(),
                nodes.headType(),
                nodes.maxWorkers(),
                LegacyKeys.upscalingSpeed(top),
                idleTimeout,
                environment,
                files.read(),
                commands,
                engine);
        problems.throwIfAnyIsAnError();
        return new Result(
                config,
                Stream.concat(
                                UnsupportedKeys.in(top, nodes.provider().type(), engine).stream(),
                                files.missing().stream())
                        .sorted(Problems.BY_PLACE)
                        .toList());
    }

    private Nodes nodes(Duration idleTimeout) {
        String provider = ProviderType.read(top);
        ListedPool pool = provider.equals("local") ? ListedPool.read(top, paths) : ListedPool.NONE;
        TypeNames names = TypeNames.read(top, provider, pool);
        HostTypes hosts = new HostTypes(pool, names, problems);
        HostConfig head = hosts.head();
        List<HostConfig> workers = hosts.workers();
        boolean listsHosts =
                provider.equals("local") && !top.section("provider").given("coordinator_address");
        TypeLimits limits = new TypeLimits(top, names, listsHosts ? Optional.of(workers) : Optional.empty());
        Map<String, NodeTypeConfig> types = new NodeTypesReader(top, names, limits, idleTimeout).read();
        return new Nodes(provider(provider, head, workers), types, names.head(), limits.clusterMax());
    }

    private String name() {
        if (!top.given("cluster_name") && top.given("hosts")) {
            Path folder = paths.folder().toAbsolutePath().normalize().getFileName();
            return NameRules.slug(folder == null ? "cluster" : folder.toString());
        }
        if (!top.given("cluster_name")) {
            problems.error(SourceLocation.whole(top.mapping().place().file()), "cluster_name", "is required");
            return "";
        }
        String name = top.text("cluster_name").orElse("");
        if (!NameRules.isSafe(name) && top.text("cluster_name").isPresent()) {
            top.error(
                    "cluster_name",
                    "'" + name + "' is not a valid cluster name: use " + NameRules.RULE,
                    "for example " + NameRules.slug(name));
        } else if (name.equals(NodeFolders.BUNDLES)) {
            top.error(
                    "cluster_name", "'" + name + "' is reserved: hosts keep the node bundles in a folder of that name");
        }
        return name;
    }

    private Duration idleTimeout() {
        BigDecimal minutes = top.number("idle_timeout_minutes").orElse(DEFAULT_IDLE_MINUTES);
        return NodeTypesReader.seconds(minutes.multiply(BigDecimal.valueOf(60)));
    }

    private ProviderConfig provider(String type, HostConfig head, List<HostConfig> workers) {
        ConfigSection section = top.section("provider");
        int headPort = section.whole("head_port").orElse(DEFAULT_HEAD_PORT);
        Optional<String> stateDir =
                section.text("state_dir").flatMap(path -> NodePath.check(section, "state_dir", path));
        return switch (type) {
            case "process" -> new ProviderConfig.ProcessNodes(headPort, stateDir);
            case "local" ->
                section.given("coordinator_address")
                        ? new ProviderConfig.Unsupported(type, headPort, stateDir)
                        : new ProviderConfig.LocalHosts(head, workers, headPort, stateDir);
            default -> new ProviderConfig.Unsupported(type, headPort, stateDir);
        };
    }

    private void warnOfUnusedStartCommands(EngineConfig engine) {
        for (String key : List.of("head_start_ray_commands", "worker_start_ray_commands")) {
            if (engine.kind() == EngineConfig.Kind.NATIVE
                    && top.texts(key).filter(list -> !list.isEmpty()).isPresent()) {
                top.warning(key, "is ignored, because the engine is native", "");
            }
        }
    }
}
