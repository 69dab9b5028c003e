package dev.muster.launcher.provider.local;

import dev.muster.config.provider.LocalFormat;
import dev.muster.config.provider.LocalHosts;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.SystemTime;
import dev.muster.launcher.provider.HeadContext;
import dev.muster.launcher.provider.HeadSide;
import dev.muster.launcher.provider.OperatorContext;
import dev.muster.launcher.provider.OperatorSide;
import dev.muster.launcher.provider.Provider;
import dev.muster.launcher.provider.local.state.HostPool;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import dev.muster.launcher.provider.local.state.SshRoute;
import dev.muster.ssh.HostKeyPins;
import dev.muster.ssh.Prompt;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.remote.SshHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The provider {@code local} uses existing hosts, which it reaches over SSH. */
public final class LocalProvider extends LocalFormat implements Provider {
    @Override
    public OperatorSide onOperator(ClusterConfig config, OperatorContext context) {
        return new LocalOperatorSide(config, hosts(config), context);
    }

    @Override
    public Function<ClusterConfig, HeadSide> onHead(HeadContext context) {
        HeadHosts hosts = new HeadHosts(context);
        return config -> hosts.open(config, hosts(config));
    }

    /** Connects to the head's host once, as the head connects to a worker. */
    @Override
    public void train(ClusterConfig config, Path folder, Executor threads) throws IOException, InterruptedException {
        HostConfig host = hosts(config).head();
        SshRoute route = new SshRoute(
                host.host(), host.port().orElseThrow(), config.auth().user().orElseThrow(), Optional.empty());
        PoolHostRecord record = new PoolHostRecord(
                host.host(), route, List.of(), "", 0, 0, PoolHostRecord.State.AUTHORISED, "", Instant.EPOCH, "");
        Path records = Files.writeString(folder.resolve("pool-hosts"), record.toLine() + "\n");
        SshSettings settings = new SshSettings(
                new HostKeyPins(folder.resolve("known_hosts")),
                Prompt.NOBODY,
                new SystemTime(),
                threads,
                _ -> {},
                SshSettings.Patience.DEFAULT);
        HeadHostConnector hosts = new HeadHostConnector(
                new HostPool(records, folder.resolve("head-probes"), new SystemTime()),
                new SshHosts(settings),
                List.of(Path.of(config.auth().privateKey().orElseThrow())),
                false);
        try (RemoteHost remote = hosts.host(host.host())) {
            remote.run(RemoteCommand.of("cat").withInput("some bytes"));
        }
    }

    private static LocalHosts hosts(ClusterConfig config) {
        if (config.provider() instanceof LocalHosts hosts) {
            return hosts;
        }
        throw new UserError(
                "provider.type: local without a list of hosts is not supported yet",
                "list the hosts in the config; this writes such a config: cluster init --hosts HOST1,HOST2");
    }
}
