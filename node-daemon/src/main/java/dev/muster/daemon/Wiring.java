package dev.muster.daemon;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.NodeHello;
import dev.muster.core.port.SystemTime;
import dev.muster.core.port.Time;
import dev.muster.daemon.behaviour.DaemonState;
import dev.muster.daemon.folder.Counter;
import dev.muster.daemon.folder.HostLease;
import dev.muster.daemon.folder.NodeFolder;
import dev.muster.daemon.folder.NodeProperties;
import dev.muster.daemon.host.FactsCollector;
import dev.muster.daemon.host.GpuProbe;
import dev.muster.daemon.host.HostFiles;
import dev.muster.daemon.host.ProcessStat;
import dev.muster.daemon.host.UsageMeter;
import dev.muster.daemon.identity.Enrolment;
import dev.muster.daemon.runs.RunCleaner;
import dev.muster.daemon.runs.RunTable;
import dev.muster.daemon.work.EngineKeeper;
import dev.muster.daemon.work.EngineObserver;
import dev.muster.daemon.work.ProcessTable;
import dev.muster.daemon.work.SessionTable;
import dev.muster.daemon.work.SessionWork;
import dev.muster.daemon.work.Watchdogs;
import dev.muster.daemon.work.WorkEnder;
import dev.muster.protocol.HeadAddress;
import dev.muster.protocol.NodeClient;
import dev.muster.protocol.ProtocolVersion;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Creates and connects the parts of the daemon. Only this class names the real machine, clock and network. */
final class Wiring {
    private static final Duration GPU_INTERVAL = Duration.ofSeconds(15);
    private static final Path LEASE = Path.of("/var/tmp/muster-lease");
    private static final Duration LEASE_INTERVAL = Duration.ofHours(12);

    private final NodeFolder folder;
    private final Time time = new SteadyTime(new SystemTime(), System::nanoTime);
    private final HostFiles files = new HostFiles(Path.of("/"));

    Wiring(NodeFolder folder) {
        this.folder = folder;
    }

    Time time() {
        return time;
    }

    HostFiles files() {
        return files;
    }

    Enrolment enrolment(NodeProperties properties) {
        return new Enrolment(folder, new CertificateSubject.Node(properties.clusterId(), properties.node()), time);
    }

    Daemon daemon(NodeProperties properties, Identity identity, long incarnation, String ownProcess)
            throws IOException, InterruptedException {
        HostLease lease = new HostLease(LEASE, properties.clusterId(), properties.node());
        Thread.ofVirtual().name("lease").start(() -> keepYoungForever(lease));
        Inbox inbox = new Inbox();
        GpuProbe gpus = gpus();
        ProcessTable processes = new ProcessTable(files, properties.clusterId(), properties.node());
        RunTable runs = new RunTable(files, folder.runs());
        MachineObserver machine = new MachineObserver(
                new FactsCollector(files, folder.root(), gpus),
                new UsageMeter(files, folder.root(), gpus, time.now()),
                new SessionTable(files, processes),
                runs,
                new EngineObserver(folder, processes),
                time.now());
        Optional<String> watchdog = Optional.ofNullable(System.getenv("MUSTER_WATCHDOG"));
        Watchdogs watchdogs = new Watchdogs(folder, files, watchdog);
        RunCleaner cleaner = new RunCleaner(
                runs, folder.root(), watchdog.map(script -> Path.of(script).resolveSibling("muster-run")));
        HeadLinks links = new HeadLinks(folder, enrolment(properties), dialer(), inbox, hello(properties, incarnation));
        WorkEnder ender = new WorkEnder(processes, watchdogs, WorkEnder.Signals.real());
        EffectRunner.Targets targets = new EffectRunner.Targets(
                links,
                machine,
                enrolment(properties),
                ender,
                watchdogs,
                new EngineKeeper(folder),
                cleaner,
                new SessionWork());
        long epoch = new Counter(folder.run("head_epoch")).value();
        DaemonState state = DaemonState.atStart(
                time.now(), machine.facts(), epoch, EffectRunner.renewal(identity.renewalDue(), time));
        return new Daemon(inbox, new EffectRunner(folder, ownProcess, targets, inbox, time), time, state);
    }

    private Function<NodeFacts, NodeHello> hello(NodeProperties properties, long incarnation) {
        return facts -> new NodeHello(
                ProtocolVersion.CURRENT,
                DaemonVersion.read(),
                properties.clusterId(),
                properties.node(),
                incarnation,
                ProcessHandle.current().pid(),
                ProcessStat.bootIdentity(files),
                facts);
    }

    private static HeadDialer dialer() {
        return (address, identity, hello, listener) ->
                NodeClient.connect(HeadAddress.parse(address), identity, hello, listener);
    }

    /** Waits for the first result, so that the first hello has the GPUs. Later results come from a separate thread. */
    private GpuProbe gpus() throws InterruptedException {
        GpuProbe probe = new GpuProbe(files);
        if (GpuProbe.isAvailable()) {
            probe.refresh();
            Thread.ofVirtual().name("gpus").start(() -> refreshForever(probe));
        }
        return probe;
    }

    private void keepYoungForever(HostLease lease) {
        try {
            while (true) {
                lease.keepYoung(time.wallClock());
                time.sleep(LEASE_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refreshForever(GpuProbe probe) {
        try {
            while (true) {
                time.sleep(GPU_INTERVAL);
                probe.refresh();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
