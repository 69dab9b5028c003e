package dev.muster.head;

import dev.muster.config.ConfigReader;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.ProviderConfig.LocalHosts;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.SystemTime;
import dev.muster.launcher.provider.local.HeadHostConnector;
import dev.muster.launcher.provider.local.HostPool;
import dev.muster.launcher.provider.local.PoolHostRecord;
import dev.muster.launcher.provider.local.SshRoute;
import dev.muster.ssh.HostKeyPins;
import dev.muster.ssh.Prompt;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.remote.SshHosts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The training run of the control plane's AOT cache, called by scripts/build. Arguments: a config whose head's host lets its key in over SSH, and need not
 * be there; the head's folder.
 */
final class HeadAotTraining {
    private HeadAotTraining() {}

    public static void main(String[] arguments) throws Exception {
        Path overSsh = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        if (Files.exists(overSsh)) {
            reachAWorker(overSsh, folder);
        }
        HeadMain.main(new String[] {folder.toString()});
    }

    /** The cluster of the training is one of processes, whose head needs no SSH: here it reaches a host as it would a worker's. */
    private static void reachAWorker(Path overSsh, Path folder) throws Exception {
        ClusterConfig config = ConfigReader.ofUser()
                .readExpanded(Files.readString(overSsh), "training")
                .forUp();
        LocalHosts local = (LocalHosts) config.provider();
        String name = local.head().host();
        SshRoute way = new SshRoute(
                name, local.head().port().orElseThrow(), config.auth().user().orElseThrow(), Optional.empty());
        PoolHostRecord reach = new PoolHostRecord(
                name, way, List.of(), "", 0, 0, PoolHostRecord.State.AUTHORISED, "", Instant.EPOCH, "");
        Path reaches = Files.writeString(folder.resolve("tmp/reach"), reach.line() + "\n");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SshSettings settings = new SshSettings(
                    new HostKeyPins(folder.resolve("tmp/known_hosts")),
                    Prompt.NOBODY,
                    new SystemTime(),
                    threads,
                    _ -> {},
                    SshSettings.Patience.DEFAULT);
            Path key = Path.of(config.auth().privateKey().orElseThrow());
            HeadHostConnector hosts = new HeadHostConnector(
                    new HostPool(reaches, folder.resolve("tmp/looks"), new SystemTime()),
                    new SshHosts(settings),
                    key,
                    false);
            try (RemoteHost host = hosts.host(name)) {
                host.run(RemoteCommand.of("cat").withInput("some bytes"));
            }
        }
    }
}
