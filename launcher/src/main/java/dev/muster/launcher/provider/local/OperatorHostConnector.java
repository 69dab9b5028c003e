package dev.muster.launcher.provider.local;

import dev.muster.config.provider.LocalHosts;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.provider.OperatorContext;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import dev.muster.launcher.provider.local.state.SshRoute;
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

/**
 * Connects to hosts as this machine's user reaches them: with the user's keys, agent, ssh configuration and known hosts. Hosts connect at their first
 * use.
 */
public final class OperatorHostConnector implements HostConnector {
    private static final SshSettings.Patience ONE_TRY = new SshSettings.Patience(Duration.ofSeconds(45), Duration.ZERO);

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

    /** Returns a connector for {@code cluster check}: it tries each host once and pins no host key. */
    public static OperatorHostConnector forCheck(OperatorContext context, ClusterConfig config, LocalHosts pool) {
        return new OperatorHostConnector(
                context, config, pool, HostKeyPins.readOnly(context.pins().resolve(config.name())), ONE_TRY);
    }

    /** Returns type and fingerprint of the host's key, if nobody had seen it before. */
    public Optional<String> newKey(SshTarget target) {
        return pins.firstSeen(target.knownHostsName());
    }

    /** Returns how long to try a host. Tests with hosts that do not answer set a shorter time. */
    private static SshSettings.Patience patience(LocalUser user) {
        String millis = user.environment().getOrDefault("MUSTER_TEST_CONNECT_MILLIS", "");
        if (!millis.matches("[0-9]{1,6}")) {
            return SshSettings.Patience.DEFAULT;
        }
        Duration total = Duration.ofMillis(Long.parseLong(millis));
        Duration attempt = SshSettings.Patience.DEFAULT.attempt();
        return new SshSettings.Patience(total.compareTo(attempt) < 0 ? total : attempt, total);
    }

    /** Returns the head's host. */
    public PoolHost head() {
        return host(pool.head());
    }

    @Override
    public List<PoolHost> workers() {
        targets.prepare(pool.workers());
        return pool.workers().stream().map(this::host).toList();
    }

    /** Returns the host that has this name in the config. Throws {@link UserError} if the config does not list it. */
    public PoolHost named(String name) {
        return Stream.concat(Stream.of(pool.head()), pool.workers().stream())
                .filter(host -> host.host().equals(name))
                .findFirst()
                .map(this::host)
                .orElseThrow(() -> new UserError(
                        "host " + name + " is not in the config any more",
                        "check that this is the config of the cluster: cluster list"));
    }

    /** Returns a host that left the config, with the route that the last {@code up} recorded for it. */
    public PoolHost departed(PoolHostRecord record) {
        return host(new HostConfig(
                record.host(),
                Optional.of(record.route().user()),
                OptionalInt.of(record.route().port()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                pool.head().nodeType(),
                Resources.NONE,
                Map.of()));
    }

    /** Returns whether the config lists the host, as the head's or as a worker's. */
    public boolean isInConfig(String name) {
        return pool.head().host().equals(name) || pool.worker(name).isPresent();
    }

    public LocalHosts pool() {
        return pool;
    }

    @Override
    public String headName() {
        return pool.head().host();
    }

    @Override
    public Optional<String> stateDir() {
        return pool.stateDir();
    }

    @Override
    public boolean hasNewKey(SshTarget target) {
        return pins.isContradictedBy(target.hostKeys().files(), target.knownHostsName());
    }

    @Override
    public HostKeyPins.Lines hostKeys() {
        return pins.lines();
    }

    /**
     * Returns the address at which workers reach the head. This machine resolves the name: on the head's host it may resolve to a loopback address.
     */
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

    /** Returns the head's jump hosts on which the head's key was authorised, without those that are hosts of the pool. */
    public List<PoolHost> jumps() {
        boolean none =
                pool.workers().stream().allMatch(host -> host.headProxyJump().isEmpty());
        if (none || config.auth().headPrivateKey().isPresent()) {
            return List.of();
        }
        targets.prepare(pool.allHosts());
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
        return "OperatorHostConnector[" + config.name() + " of "
                + context.user().user() + "]";
    }
}
