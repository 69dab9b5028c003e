package dev.muster.head.launch;

import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.ProviderConfig.LocalHosts;
import dev.muster.core.failure.UserError;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.Time;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.port.ClusterSite;
import dev.muster.launcher.provider.local.HeadHostConnector;
import dev.muster.launcher.provider.local.HostAssignments;
import dev.muster.launcher.provider.local.HostPool;
import dev.muster.launcher.provider.local.LocalProvider;
import dev.muster.launcher.provider.local.PoolHostRecord;
import dev.muster.ssh.HostKeyPins;
import dev.muster.ssh.Prompt;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.local.LocalShellHost;
import dev.muster.ssh.remote.SshHosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The provider {@code local} as the head uses it: one pool, one file of assignments and one set of keys for all configs. */
final class LocalProviderWiring {
    private static final Logger LOG = LoggerFactory.getLogger(LocalProviderWiring.class);

    private final HeadLocation place;
    private final Time time;
    private final HostPool pool;
    private final HostAssignments assignments;
    private final SshHosts hosts;

    LocalProviderWiring(HeadLocation place, Time time, Executor threads) {
        this.place = place;
        this.time = time;
        this.pool =
                new HostPool(place.control().resolve("reach"), place.control().resolve("looks"), time);
        this.assignments = new HostAssignments(place.control().resolve("hosts"));
        this.hosts = new SshHosts(new SshSettings(
                new HostKeyPins(place.control().resolve("known_hosts")),
                Prompt.NOBODY,
                time,
                threads,
                LOG::warn,
                SshSettings.Patience.DEFAULT));
    }

    ClusterSite open(ClusterConfig config, LocalHosts local, BootstrapSetUp.Site setUp) {
        boolean strict = config.auth().hostKeys() == AuthConfig.HostKeys.STRICT;
        HeadHostConnector ways = new HeadHostConnector(pool, hosts, key(), strict);
        Function<String, RemoteHost> connector =
                name -> name.equals(local.head().host()) ? here(name) : ways.host(name);
        LocalProvider provider = new LocalProvider(config, local, pool, assignments, place.address(), connector);
        BootstrapSetUp bootstrap = new BootstrapSetUp(setUp, provider, config.name(), time);
        return new ClusterSite(
                provider,
                new PoolSetUp(setUp, provider, pool, config.name(), bootstrap),
                provider::hosts,
                machine -> pool.reach(machine.host())
                        .filter(reach -> !machine.key().isHead())
                        .map(PoolHostRecord::root)
                        .map(root -> new NodeFolders(root, config.name()).node(machine.key())),
                new LocalPoolMaintenance(
                        place.clusterId(),
                        config,
                        local,
                        new LocalPoolMaintenance.Ledger(pool, assignments),
                        ways::host,
                        time));
    }

    /** The head repairs its own daemon without SSH. */
    private static RemoteHost here(String name) {
        return new LocalShellHost(name, Path.of(System.getProperty("user.home")));
    }

    /** The one that the user named, where one is named. */
    private Path key() {
        Path named = place.control().resolve("ssh_key.path");
        try {
            return Optional.of(named)
                    .filter(Files::exists)
                    .map(LocalProviderWiring::text)
                    .map(Path::of)
                    .orElse(place.control().resolve("ssh_key"));
        } catch (UncheckedIOException e) {
            throw new UserError("cannot read " + named + ": " + e.getMessage());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
