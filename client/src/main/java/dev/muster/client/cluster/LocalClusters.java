package dev.muster.client.cluster;

import dev.muster.client.CheckReport;
import dev.muster.client.ClusterRef;
import dev.muster.client.Clusters;
import dev.muster.client.ConfigFile;
import dev.muster.client.DownPlan;
import dev.muster.client.DownRequest;
import dev.muster.client.KnownCluster;
import dev.muster.client.Session;
import dev.muster.client.UpPlan;
import dev.muster.client.UpRequest;
import dev.muster.client.down.Down;
import dev.muster.client.down.WorkersDown;
import dev.muster.client.head.ControlSession;
import dev.muster.client.head.HeadHost;
import dev.muster.client.local.LocalServices;
import dev.muster.client.up.EngineRestarts;
import dev.muster.client.up.HeadSetUp;
import dev.muster.client.up.InputsCollector;
import dev.muster.client.up.PreviousHead;
import dev.muster.client.up.Up;
import dev.muster.client.up.UpSpec;
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
import dev.muster.transfer.LocalMounts;
import dev.muster.transfer.Mount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Implements the use cases with the providers and the cluster cache of this machine. */
public final class LocalClusters implements Clusters {
    private final Supplier<NodeBundle> bundle;
    private final Map<String, String> environment;
    private final String operator;
    private final LocalServices services;
    private final LocalMounts localMounts = new LocalMounts();

    LocalClusters(
            Supplier<NodeBundle> bundle, Map<String, String> environment, String operator, LocalServices services) {
        this.bundle = bundle;
        this.environment = environment;
        this.operator = operator;
        this.services = services;
    }

    @Override
    public ConfigFile read(Path file) {
        ParsedConfig parsed = ConfigReader.ofUser().read(file);
        Path absolute = file.toAbsolutePath().normalize();
        return new ConfigFile(
                absolute,
                parsed.config(),
                ConfigWriter.write(parsed.config()),
                parsed.forValidate(),
                parsed.blockers());
    }

    @Override
    public CheckReport check(ClusterRef cluster) throws InterruptedException {
        return new Check(config(cluster), services).run();
    }

    @Override
    public UpPlan planUp(UpRequest request) throws InterruptedException {
        UpSpec spec = spec(request, withOverrides(request));
        return planWithHead(spec.config(), request.cluster(), host -> {
            ClusterConfig config = host.withEngineFound();
            HeadHost head = host.withConfig(config);
            UpSpec found = config.equals(spec.config()) ? spec : spec(request, config);
            return request.restart() == UpRequest.Restart.ONLY
                    ? new EngineRestarts(head, found, bundle.get(), services)
                    : up(head, found);
        });
    }

    private UpPlan up(HeadHost head, UpSpec spec) throws InterruptedException {
        return new Up(head, spec, new HeadSetUp(head, spec, bundle.get(), services.newClusterId(), services), services);
    }

    @Override
    public DownPlan planDown(DownRequest request) throws InterruptedException {
        return planWithHead(configForDown(request), request.cluster(), head -> switch (request.scope()) {
            case ALL -> new Down(head, request, bundle.get(), services);
            case WORKERS_ONLY, ABOVE_MINIMUM -> new WorkersDown(head, request, bundle.get(), services);
        });
    }

    private interface Planner<P> {
        P plan(HeadHost head) throws InterruptedException;
    }

    /** Opens the head's host and makes a plan, which then owns the connection. Closes the connection if there is no plan. */
    private <P> P planWithHead(ClusterConfig config, ClusterRef cluster, Planner<P> planner)
            throws InterruptedException {
        HeadHost head = head(config, cluster);
        try {
            return planner.plan(head);
        } catch (RuntimeException | InterruptedException e) {
            head.close();
            throw e;
        }
    }

    private HeadHost head(ClusterConfig config, ClusterRef cluster) {
        return HeadHost.of(config, services.providers().apply(config), cluster);
    }

    @Override
    public Session open(ClusterRef cluster) throws InterruptedException {
        return open(head(config(cluster), cluster), List.of());
    }

    @Override
    public Session openForManyNodes(ClusterRef cluster) throws InterruptedException {
        HeadHost head = head(config(cluster), cluster);
        return open(head, head.provider().likelyNodes());
    }

    private Session open(HeadHost head, List<RemoteHost> early) throws InterruptedException {
        try {
            head.host().approach();
            early.forEach(RemoteHost::approach);
            return ControlSession.owning(head, head.findControlPlane(), early, operator, services.sessionIds());
        } catch (RuntimeException | InterruptedException e) {
            early.forEach(RemoteHost::close);
            head.close();
            throw e;
        }
    }

    @Override
    public List<KnownCluster> list() {
        return services.cache().list();
    }

    private ClusterConfig configForDown(DownRequest request) {
        ClusterConfig config = config(request.cluster());
        return request.from()
                .map(head -> PreviousHead.withHeadOn(
                        head, config, previous(config.name()).map(PreviousHead::config)))
                .orElse(config);
    }

    private Optional<PreviousHead> previous(String name) {
        return PreviousHead.of(
                services.cache(),
                name,
                text -> ConfigReader.ofUser().readExpanded(text, name).config());
    }

    private ClusterConfig config(ClusterRef cluster) {
        return switch (cluster) {
            case ClusterRef.OfFile file -> configOf(file);
            case ClusterRef.Known(String name) -> storedConfig(name);
        };
    }

    /** Returns the config with the overrides of the command line. The whole file is validated again with them. */
    private static ClusterConfig withOverrides(UpRequest request) {
        UpRequest.Limits limits = request.limits();
        Overrides overrides = new Overrides(
                request.cluster().otherName(), limits.minWorkers(), limits.maxWorkers(), Optional.empty());
        return overrides.equals(Overrides.NONE)
                ? request.cluster().file().config()
                : ConfigReader.ofUser()
                        .read(request.cluster().file().path(), overrides)
                        .config();
    }

    /** Checks the name of {@code -n} first, because it becomes part of a path. */
    private static ClusterConfig configOf(ClusterRef.OfFile file) {
        file.otherName().filter(name -> !NameRules.isSafe(name)).ifPresent(name -> {
            throw new UserError("'" + name + "' is not a valid cluster name: use " + NameRules.RULE);
        });
        return file.otherName()
                .map(name -> file.file().config().withName(name))
                .orElse(file.file().config());
    }

    private ClusterConfig storedConfig(String name) {
        String expanded = services.cache()
                .expandedConfig(name)
                .orElseThrow(() -> new NoCluster(
                        "this machine does not know a cluster '" + name + "'",
                        "run 'cluster list' to see the known clusters"));
        return ConfigReader.ofUser().readExpanded(expanded, name).config();
    }

    private UpSpec spec(UpRequest request, ClusterConfig config) {
        request.cluster().file().requireSupported();
        List<Mount> mounts = localMounts.read(config.files());
        ConfigSubmission submission = new ConfigSubmission(
                ConfigWriter.write(config),
                new InputsCollector(environment).collect(config, mounts),
                request.requestedBy(),
                request.allowed().atOnce() ? ConfigSubmission.Mode.AT_ONCE : ConfigSubmission.Mode.DRAIN_FIRST,
                request.restart() == UpRequest.Restart.NEVER);
        return new UpSpec(config, submission, request, mounts, previous(config.name()));
    }
}
