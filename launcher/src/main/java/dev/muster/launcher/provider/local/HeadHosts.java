package dev.muster.launcher.provider.local;

import dev.muster.config.provider.LocalHosts;
import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.PoolMaintenance;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.provider.HeadContext;
import dev.muster.launcher.provider.HeadSide;
import dev.muster.launcher.provider.local.state.HostAssignments;
import dev.muster.launcher.provider.local.state.HostHolds;
import dev.muster.launcher.provider.local.state.HostPool;
import dev.muster.ssh.HostKeyPins;
import dev.muster.ssh.Prompt;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.local.LocalShellHost;
import dev.muster.ssh.remote.SshHosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds what outlives a config on the head: one pool, one file of assignments and one set of keys. */
final class HeadHosts {
    private static final Logger LOG = LoggerFactory.getLogger(HeadHosts.class);

    private final HeadContext context;
    private final HostPool pool;
    private final HostAssignments assignments;
    private final HostHolds holds;
    private final SshHosts hosts;

    HeadHosts(HeadContext context) {
        this.context = context;
        this.pool = new HostPool(
                context.control().resolve("pool-hosts"), context.control().resolve("head-probes"), context.time());
        this.assignments = new HostAssignments(context.control().resolve("hosts"));
        this.holds = new HostHolds(context.control().resolve("held-hosts"));
        this.hosts = new SshHosts(new SshSettings(
                new HostKeyPins(context.control().resolve("known_hosts")),
                Prompt.NOBODY,
                context.time(),
                context.threads(),
                LOG::warn,
                SshSettings.Patience.DEFAULT));
    }

    HeadSide open(ClusterConfig config, LocalHosts local) {
        boolean strict = config.auth().hostKeys() == AuthConfig.HostKeys.STRICT;
        HeadHostConnector remoteHosts = new HeadHostConnector(pool, hosts, keys(), strict);
        Function<String, RemoteHost> connector =
                name -> name.equals(local.head().host()) ? localShell(name) : remoteHosts.host(name);
        var ledger = new PoolMaintenanceRound.Ledger(pool, assignments, holds, SameMachines.thisMachine());
        LocalNodeProvider machines = new LocalNodeProvider(config, local, ledger, context.address(), connector);
        PoolMaintenance maintenance =
                new PoolMaintenanceRound(context.clusterId(), config, local, ledger, remoteHosts::host, context.time());
        return new LocalHeadSide(context.clusterId(), config.name(), machines, pool, maintenance);
    }

    /** Returns the head's own machine: the head repairs its own daemon without SSH. */
    private static RemoteHost localShell(String name) {
        return new LocalShellHost(name, Path.of(System.getProperty("user.home")));
    }

    /** Returns the paths of the head's private keys: the one that the user named, or else the cluster's own. */
    private List<Path> keys() {
        Path named = context.control().resolve("ssh_key.path");
        try {
            return Optional.of(named)
                    .filter(Files::exists)
                    .map(HeadHosts::text)
                    .map(path -> List.of(Path.of(path)))
                    .orElseGet(() -> Stream.of("ssh_key", "ssh_key_ecdsa")
                            .map(name -> context.control().resolve(name))
                            .filter(Files::exists)
                            .toList());
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
