package dev.muster.launcher.cluster;

import dev.muster.core.Names;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.Application;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.bundle.Bundle;
import dev.muster.launcher.config.ConfigReader;
import dev.muster.launcher.config.ConfigReading;
import dev.muster.launcher.config.ConfigWriter;
import dev.muster.launcher.config.Overrides;
import dev.muster.launcher.onprem.PoolHost;
import dev.muster.launcher.onprem.UserHosts;
import dev.muster.launcher.transfer.LocalMounts;
import dev.muster.launcher.transfer.Mount;
import dev.muster.launcher.usecase.CheckReport;
import dev.muster.launcher.usecase.ClusterRef;
import dev.muster.launcher.usecase.Clusters;
import dev.muster.launcher.usecase.ConfigFile;
import dev.muster.launcher.usecase.DownPlanView;
import dev.muster.launcher.usecase.DownReport;
import dev.muster.launcher.usecase.DownRequest;
import dev.muster.launcher.usecase.KnownCluster;
import dev.muster.launcher.usecase.Observer;
import dev.muster.launcher.usecase.Session;
import dev.muster.launcher.usecase.UpPlanView;
import dev.muster.launcher.usecase.UpReport;
import dev.muster.launcher.usecase.UpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The use cases, on this machine's providers and notes. */
public final class HereClusters implements Clusters {
    private static final int MOST_APPROACHED = 32;

    private final Sites sites;
    private final Supplier<Bundle> bundle;
    private final Map<String, String> environment;
    private final String person;
    private final Tools tools;
    private final LocalMounts localMounts = new LocalMounts();

    HereClusters(Sites sites, Supplier<Bundle> bundle, Map<String, String> environment, String person, Tools tools) {
        this.sites = sites;
        this.bundle = bundle;
        this.environment = environment;
        this.person = person;
        this.tools = tools;
    }

    @Override
    public ConfigFile read(Path file) {
        ConfigReading reading = ConfigReader.ofUser().read(file);
        Path absolute = file.toAbsolutePath().normalize();
        return new ConfigFile(
                absolute,
                reading.config(),
                ConfigWriter.write(reading.config()),
                reading.forValidate(),
                reading.notCarriedOut());
    }

    @Override
    public CheckReport check(ClusterRef cluster) throws InterruptedException {
        return new Check(sites, config(cluster), tools).run();
    }

    @Override
    public UpPlanView plan(UpRequest request) throws InterruptedException {
        Wish wish = wish(request);
        try (HeadSite site = sites.head(wish.config())) {
            return new Up(site, wish, bundle.get(), tools)
                    .plan(former(wish.config().name()));
        }
    }

    @Override
    public UpReport up(UpRequest request, UpPlanView plan, Observer observer) throws InterruptedException {
        Wish wish = wish(request);
        ReadyWatch watch = new ReadyWatch(wish.config(), request.waiting(), observer, tools.time());
        try (HeadSite site = sites.head(wish.config())) {
            return new Up(site, wish, bundle.get(), tools)
                    .run(former(wish.config().name()), watch);
        }
    }

    @Override
    public DownPlanView plan(DownRequest request) throws InterruptedException {
        try (HeadSite site = sites.head(leaving(request))) {
            return new Down(site, request, bundle.get(), tools).plan();
        }
    }

    @Override
    public DownReport down(DownRequest request, Observer observer) throws InterruptedException {
        try (HeadSite site = sites.head(leaving(request))) {
            return new Down(site, request, bundle.get(), tools).run(observer);
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
    private static List<RemoteHost> surelyNodes(ClusterConfig config, UserHosts pool) {
        List<PoolHost> workers = config.minWorkers() < pool.pool().workers().size() ? List.of() : pool.workers();
        return workers.stream().limit(MOST_APPROACHED).map(PoolHost::host).toList();
    }

    private Session open(ClusterConfig config, List<RemoteHost> approached) throws InterruptedException {
        HeadSite site = sites.head(config);
        try {
            site.host().approach();
            approached.forEach(RemoteHost::approach);
            return OpenSession.owning(site, site.look(), approached, person, tools.sessionIds());
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
                .map(head -> FormerHead.at(head, config, former(config.name()).map(FormerHead::config)))
                .orElse(config);
    }

    private Optional<FormerHead> former(String name) {
        return FormerHead.of(
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
        file.otherName().filter(name -> !Names.isSafe(name)).ifPresent(name -> {
            throw new UserError("'" + name + "' cannot name a cluster: " + Names.RULE);
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

    private Wish wish(UpRequest request) {
        request.cluster().file().requireCarriedOut();
        ClusterConfig config = asked(request);
        List<Mount> mounts = localMounts.read(config.files());
        Application application = new Application(
                ConfigWriter.write(config),
                new PersonInputs(environment).of(config, mounts),
                request.person(),
                request.allowed().atOnce() ? Application.Mode.AT_ONCE : Application.Mode.DRAIN_FIRST);
        return new Wish(config, application, request, mounts);
    }
}
