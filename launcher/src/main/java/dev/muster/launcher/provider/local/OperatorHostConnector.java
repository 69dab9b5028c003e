package dev.muster.launcher.provider.local;

import dev.muster.config.provider.LocalHosts;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.provider.OperatorContext;
import dev.muster.ssh.HostKeyPins;
import dev.muster.ssh.LocalUser;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.SshTarget;
import dev.muster.ssh.config.SshTargetResolver;
import dev.muster.ssh.remote.SshHosts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Hosts as this machine's user reaches them: with the user's keys, agent, ssh configuration and known hosts. */
public final class OperatorHostConnector implements HostConnector {
    private static final SshSettings.Patience ONE_TRY = new SshSettings.Patience(Duration.ofSeconds(15), Duration.ZERO);

    private final OperatorContext context;
    private final ClusterConfig config;
    private final LocalHosts pool;
    private final HostKeyPins pins;
    private final SshHosts hosts;
    private final SshTargetResolver targets;

    public OperatorHostConnector(OperatorContext context, ClusterConfig config, LocalHosts pool) {
        this(context, config, pool, new HostKeyPins(context.pins().resolve(config.name())), patience(context.user()));
    }

    private OperatorHostConnector(
            OperatorContext context,
            ClusterConfig config,
            LocalHosts pool,
            HostKeyPins pins,
            SshSettings.Patience patience) {
        this.context = context;
        this.config = config;
        this.pool = pool;
        this.pins = pins;
        this.hosts = new SshHosts(new SshSettings(
                pins, context.prompt(), context.time(), context.threads(), context.warnings(), patience));
        List<HostConfig> all =
                Stream.concat(Stream.of(pool.head()), pool.workers().stream()).toList();
        this.targets = SshTargetResolver.ofUser(config.auth(), context.user(), context.warnings(), all);
    }

    /** For a look at them: each is tried once, and no host key is pinned. */
    public static OperatorHostConnector onlyLooking(OperatorContext context, ClusterConfig config, LocalHosts pool) {
        return new OperatorHostConnector(
                context, config, pool, HostKeyPins.readOnly(context.pins().resolve(config.name())), ONE_TRY);
    }

    /** Type and fingerprint of the host's key, where nobody had seen it before. */
    public Optional<String> newKey(SshTarget target) {
        return pins.firstSeen(target.knownHostsName());
    }

    /** Makes tests with hosts that do not answer shorter. */
    private static SshSettings.Patience patience(LocalUser place) {
        String millis = place.environment().getOrDefault("MUSTER_TEST_CONNECT_MILLIS", "");
        if (!millis.matches("[0-9]{1,6}")) {
            return SshSettings.Patience.DEFAULT;
        }
        Duration total = Duration.ofMillis(Long.parseLong(millis));
        Duration attempt = SshSettings.Patience.DEFAULT.attempt();
        return new SshSettings.Patience(total.compareTo(attempt) < 0 ? total : attempt, total);
    }

    /** Nothing is connected yet. */
    public PoolHost head() {
        return host(pool.head());
    }

    @Override
    public List<PoolHost> workers() {
        return pool.workers().stream().map(this::host).toList();
    }

    /** By the name that the cluster's file gives it. */
    public PoolHost named(String name) {
        return Stream.concat(Stream.of(pool.head()), pool.workers().stream())
                .filter(host -> host.host().equals(name))
                .findFirst()
                .map(this::host)
                .orElseThrow(() -> new UserError(
                        "the host " + name + " is not in the cluster's file any more",
                        "is it the file of this cluster?"));
    }

    /** A host that left the cluster's file, reached as the last {@code up} that knew it did. */
    public PoolHost departed(PoolHostRecord reach) {
        return host(new HostConfig(
                reach.host(),
                Optional.of(reach.way().user()),
                OptionalInt.of(reach.way().port()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                pool.head().nodeType(),
                Resources.NONE,
                Map.of()));
    }

    public boolean isOfTheFile(String name) {
        return pool.head().host().equals(name) || pool.worker(name).isPresent();
    }

    public LocalHosts pool() {
        return pool;
    }

    @Override
    public Optional<String> stateDir() {
        return pool.stateDir();
    }

    @Override
    public String pins() {
        return pins.text();
    }

    /** Where the head's host is for its workers: never what the head believes its own name to mean. */
    @Override
    public String headAddress() {
        SshTarget target = targets.resolve(pool.head());
        if (!(target.route() instanceof SshTarget.Route.Direct)) {
            return target.address();
        }
        try {
            InetAddress address = InetAddress.getByName(target.address());
            return address.isLoopbackAddress() ? target.address() : address.getHostAddress();
        } catch (UnknownHostException e) {
            return target.address();
        }
    }

    private PoolHost host(HostConfig host) {
        SshTarget target = targets.resolve(host);
        return new PoolHost(target, hosts.host(target), headJumps(host));
    }

    private List<SshTarget> headJumps(HostConfig host) {
        return host.headProxyJump().map(targets::jumps).orElse(List.of());
    }

    @Override
    public RemoteHost jump(SshTarget jump) {
        return hosts.host(jump);
    }

    /** Jump hosts of the head's that are no hosts of the pool themselves, but where the head's key was let through. */
    public List<PoolHost> jumps() {
        boolean none =
                pool.workers().stream().allMatch(host -> host.headProxyJump().isEmpty());
        if (none || config.auth().headPrivateKey().isPresent()) {
            return List.of();
        }
        Set<SshRoute> logins = Stream.concat(Stream.of(pool.head()), pool.workers().stream())
                .map(host -> SshRoute.to(targets.resolve(host)))
                .collect(Collectors.toSet());
        return pool.workers().stream()
                .flatMap(host -> headJumps(host).stream())
                .filter(jump -> logins.add(SshRoute.to(jump)))
                .map(jump -> new PoolHost(jump, hosts.host(jump), List.of()))
                .toList();
    }

    @Override
    public String toString() {
        return "UserHosts[" + config.name() + " of " + context.user().user() + "]";
    }
}
