package dev.muster.client.cluster;

import dev.muster.client.CheckReport;
import dev.muster.client.ClusterRef;
import dev.muster.client.Clusters;
import dev.muster.client.ConfigFile;
import dev.muster.client.DownPlanView;
import dev.muster.client.DownReport;
import dev.muster.client.DownRequest;
import dev.muster.client.KnownCluster;
import dev.muster.client.ProgressListener;
import dev.muster.client.Session;
import dev.muster.client.UpPlanView;
import dev.muster.client.UpReport;
import dev.muster.client.UpRequest;
import dev.muster.config.ConfigReader;
import dev.muster.config.ConfigWriter;
import dev.muster.config.Overrides;
import dev.muster.config.ParsedConfig;
import dev.muster.core.NameRules;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.launcher.provider.local.OperatorHostConnector;
import dev.muster.launcher.provider.local.PoolHost;
import dev.muster.transfer.LocalMounts;
import dev.muster.transfer.Mount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The use cases, on this machine's providers and notes. */
public final class LocalClusters implements Clusters {
    private static final int MOST_APPROACHED = 32;

    private final ClusterSites sites;
    private final Supplier<NodeBundle> bundle;
    private final Map<String, String> environment;
    private final String person;
    private final LocalServices tools;
    private final LocalMounts localMounts = new LocalMounts();

    LocalClusters(
            ClusterSites sites,
            Supplier<NodeBundle> bundle,
            Map<String, String> environment,
            String person,
            LocalServices tools) {
        this.sites = sites;
        this.bundle = bundle;
        this.environment = environment;
        this.person = person;
        this.tools = tools;
    }

    @Override
    public ConfigFile read(Path file) {
        ParsedConfig reading = ConfigReader.ofUser().read(file);
        Path absolute = file.toAbsolutePath().normalize();
        return new ConfigFile(
                absolute,
                reading.config(),
                ConfigWriter.write(reading.config()),
                reading.forValidate(),
                reading.blockers());
    }

    @Override
    public CheckReport check(ClusterRef cluster) throws InterruptedException {
        return new Check(sites, config(cluster), tools).run();
    }

    @Override
    public UpPlanView plan(UpRequest request) throws InterruptedException {
        UpSpec wish = wish(request);
        try (HeadHost site = sites.head(wish.config())) {
            return new Up(site, wish, bundle.get(), tools)
                    .plan(former(wish.config().name()));
        }
    }

    @Override
    public UpReport up(UpRequest request, UpPlanView plan, ProgressListener observer) throws InterruptedException {
        UpSpec wish = wish(request);
        ReadyWatch watch = new ReadyWatch(wish.config(), request.waiting(), observer, tools.time());
        try (HeadHost site = sites.head(wish.config())) {
            return new Up(site, wish, bundle.get(), tools)
                    .run(former(wish.config().name()), watch);
        }
    }

    @Override
    public DownPlanView plan(DownRequest request) throws InterruptedException {
        try (HeadHost site = sites.head(leaving(request))) {
            return switch (request.scope()) {
                case ALL -> new Down(site, request, bundle.get(), tools).plan();
                case WORKERS_ONLY, ABOVE_MINIMUM -> new WorkersDown(site, request, bundle.get(), tools).plan();
            };
        }
    }

    @Override
    public DownReport down(DownRequest request, ProgressListener observer) throws InterruptedException {
        try (HeadHost site = sites.head(leaving(request))) {
            return switch (request.scope()) {
                case ALL -> new Down(site, request, bundle.get(), tools).run(observer);
                case WORKERS_ONLY, ABOVE_MINIMUM -> new WorkersDown(site, request, bundle.get(), tools).run(observer);
            };
        }
    }

    @Override
    public Session open(ClusterRef cluster) throws InterruptedException {
        return open(config(cluster), List.of());
    }

    @Override
    public Session openWide(ClusterRef cluster) throws InterruptedException {
        ClusterConfig config = config(cluster);
        return open(
                config,
                sites.pool(config).map(pool -> surelyNodes(config, pool)).orElse(List.of()));
    }

    /** Where fewer nodes than hosts may be up, the others are left alone. */
    private static List<RemoteHost> surelyNodes(ClusterConfig config, OperatorHostConnector pool) {
        List<PoolHost> workers = config.minWorkers() < pool.pool().workers().size() ? List.of() : pool.workers();
        return workers.stream().limit(MOST_APPROACHED).map(PoolHost::host).toList();
    }

    private Session open(ClusterConfig config, List<RemoteHost> approached) throws InterruptedException {
        HeadHost site = sites.head(config);
        try {
            site.host().approach();
            approached.forEach(RemoteHost::approach);
            return ControlSession.owning(site, site.look(), approached, person, tools.sessionIds());
        } catch (RuntimeException | InterruptedException e) {
            approached.forEach(RemoteHost::close);
            site.close();
            throw e;
        }
    }

    @Override
    public List<KnownCluster> list() {
        return tools.notes().list();
    }

    private ClusterConfig leaving(DownRequest request) {
        ClusterConfig config = config(request.cluster());
        return request.from()
                .map(head -> PreviousHead.at(head, config, former(config.name()).map(PreviousHead::config)))
                .orElse(config);
    }

    private Optional<PreviousHead> former(String name) {
        return PreviousHead.of(
                tools.notes(),
                name,
                text -> ConfigReader.ofUser().readExpanded(text, name).config());
    }

    private ClusterConfig config(ClusterRef cluster) {
        return switch (cluster) {
            case ClusterRef.OfFile file -> named(file);
            case ClusterRef.Known(String name) -> known(name);
        };
    }

    /** The file as the command line's options would have written it, checked again as a whole. */
    private static ClusterConfig asked(UpRequest request) {
        UpRequest.Limits limits = request.limits();
        Overrides overrides = new Overrides(
                request.cluster().otherName(), limits.minWorkers(), limits.maxWorkers(), Optional.empty());
        return overrides.equals(Overrides.NONE)
                ? request.cluster().file().config()
                : ConfigReader.ofUser()
                        .read(request.cluster().file().path(), overrides)
                        .config();
    }

    /** A name becomes a path: one that leaves our folder must not reach any. */
    private static ClusterConfig named(ClusterRef.OfFile file) {
        file.otherName().filter(name -> !NameRules.isSafe(name)).ifPresent(name -> {
            throw new UserError("'" + name + "' is not a valid cluster name: use " + NameRules.RULE);
        });
        return file.otherName()
                .map(name -> file.file().config().withName(name))
                .orElse(file.file().config());
    }

    private ClusterConfig known(String name) {
        String expanded = tools.notes()
                .expandedConfig(name)
                .orElseThrow(() -> new NoCluster(
                        "this machine knows no cluster '" + name + "'", "'cluster list' shows those that it knows"));
        return ConfigReader.ofUser().readExpanded(expanded, name).config();
    }

    private UpSpec wish(UpRequest request) {
        request.cluster().file().requireCarriedOut();
        ClusterConfig config = asked(request);
        List<Mount> mounts = localMounts.read(config.files());
        ConfigSubmission application = new ConfigSubmission(
                ConfigWriter.write(config),
                new InputsCollector(environment).of(config, mounts),
                request.person(),
                request.allowed().atOnce() ? ConfigSubmission.Mode.AT_ONCE : ConfigSubmission.Mode.DRAIN_FIRST);
        return new UpSpec(config, application, request, mounts);
    }
}
