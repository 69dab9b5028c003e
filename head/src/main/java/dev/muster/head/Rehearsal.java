package dev.muster.head;

import dev.muster.core.FanOut;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.ProviderConfig.LocalHosts;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.SystemTime;
import dev.muster.core.port.Time;
import dev.muster.launcher.config.ConfigReader;
import dev.muster.launcher.onprem.HeadHosts;
import dev.muster.launcher.onprem.Pool;
import dev.muster.launcher.onprem.Reach;
import dev.muster.launcher.onprem.Way;
import dev.muster.launcher.ssh.HostKeyPins;
import dev.muster.launcher.ssh.Prompt;
import dev.muster.launcher.ssh.SshHosts;
import dev.muster.launcher.ssh.SshSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The training run of the AOT cache that control plane and daemon share, called by scripts/build: both in one process, in the head node's folder,
 * since a cache is made from one process. The daemon begins once the bootstrap has told it what it must know. Ends as the control plane does.
 * Arguments: the daemon's main class, which this module does not know; a config whose head's host lets its key in over SSH, and need not be there; the folder.
 */
final class Rehearsal {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final String daemonMain;
    private final Path overSsh;
    private final Path folder;
    private final Time time = new SystemTime();

    private Rehearsal(String daemonMain, Path overSsh, Path folder) {
        this.daemonMain = daemonMain;
        this.overSsh = overSsh;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        Rehearsal rehearsal = new Rehearsal(arguments[0], Path.of(arguments[1]), Path.of(arguments[2]));
        Callable<Boolean> control = rehearsal::control;
        Callable<Boolean> daemon = rehearsal::daemon;
        new FanOut(2).race(List.of(control, daemon));
    }

    private boolean control() {
        HeadMain.main(new String[] {folder.toString()});
        return true;
    }

    private boolean daemon() throws Exception {
        while (!Files.exists(folder.resolve("node.properties"))) {
            time.sleep(LOOK_AGAIN);
        }
        if (Files.exists(overSsh)) {
            reachAWorker();
        }
        Class.forName(daemonMain).getMethod("main", String[].class).invoke(null, (Object)
                new String[] {folder.toString()});
        return true;
    }

    /** The cluster of the training is one of processes, whose head needs no SSH: here it reaches a host as it would a worker's. */
    private void reachAWorker() throws Exception {
        ClusterConfig config = ConfigReader.ofUser()
                .readExpanded(Files.readString(overSsh), "training")
                .forUp();
        LocalHosts local = (LocalHosts) config.provider();
        String name = local.head().host();
        Way way = new Way(
                name, local.head().port().orElseThrow(), config.auth().user().orElseThrow(), Optional.empty());
        Reach reach = new Reach(name, way, List.of(), "", 0, 0, Reach.State.AUTHORISED, "", Instant.EPOCH, "");
        Path reaches = Files.writeString(folder.resolve("tmp/reach"), reach.line() + "\n");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SshSettings settings = new SshSettings(
                    new HostKeyPins(folder.resolve("tmp/known_hosts")),
                    Prompt.NOBODY,
                    time,
                    threads,
                    _ -> {},
                    SshSettings.Patience.DEFAULT);
            Path key = Path.of(config.auth().privateKey().orElseThrow());
            HeadHosts hosts = new HeadHosts(
                    new Pool(reaches, folder.resolve("tmp/looks"), time), new SshHosts(settings), key, false);
            try (RemoteHost host = hosts.host(name)) {
                host.run(RemoteCommand.of("cat").withInput("some bytes"));
            }
        }
    }
}
