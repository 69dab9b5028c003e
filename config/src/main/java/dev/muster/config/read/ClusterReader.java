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
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.config.Problem;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.node.NodeFolders;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
        EngineReader engines = new EngineReader(top, paths);
        EngineConfig engine = engines.read(commands, environment, nodes.types().values());
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
        engines.check(config);
        problems.throwIfAnyIsAnError();
        return new Result(
                config,
                Stream.concat(UnsupportedKeys.in(top).stream(), files.missing().stream())
                        .sorted(Problems.BY_PLACE)
                        .toList());
    }

    private Nodes nodes(Duration idleTimeout) {
        ProviderType type = ProviderType.read(top);
        ListedPool pool = type.listsHosts() ? ListedPool.read(top, paths) : ListedPool.NONE;
        TypeNames names = TypeNames.read(top, type.impliedTypes(pool), pool);
        HostTypes hosts = new HostTypes(pool, names, problems);
        ConfigSection section = top.section("provider");
        ProviderConfig provider = type.provider(new SectionValues(
                section,
                section.whole("head_port").orElse(DEFAULT_HEAD_PORT),
                section.text("state_dir").flatMap(path -> NodePath.check(section, "state_dir", path)),
                hosts.head(),
                hosts.workers()));
        TypeLimits limits = new TypeLimits(top, names, provider.listedHosts());
        Map<String, NodeTypeConfig> types = new NodeTypesReader(top, names, limits, idleTimeout).read();
        return new Nodes(provider, types, names.head(), limits.clusterMax());
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
}
