package dev.muster.benchmarks.scale;

import dev.muster.core.NodeFacts;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.node.BootIdentity;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeLink;
import dev.muster.core.node.NodeReport;
import dev.muster.core.node.Welcome;
import dev.muster.core.status.RunningWork;
import dev.muster.core.status.UsageSample;
import dev.muster.protocol.NetworkThreads;
import dev.muster.protocol.NodeClient;
import dev.muster.protocol.ProtocolVersion;
import dev.muster.protocol.identity.Identity;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A daemon without a host: its own certificate, connection and stream; it reports what the benchmark gives it. */
final class SimulatedDaemon implements NodeLink.Listener {
    private final NodeKey key;
    private final Identity identity;
    private final InetSocketAddress head;
    private final NetworkThreads threads;
    private long incarnation;
    private long applied;
    private boolean draining;
    private boolean busy;
    private @Nullable NodeLink link;
    private volatile boolean lost;

    SimulatedDaemon(NodeKey key, Identity identity, InetSocketAddress head, NetworkThreads threads) {
        this.key = key;
        this.identity = identity;
        this.head = head;
        this.threads = threads;
    }

    synchronized void connect() {
        incarnation++;
        lost = false;
        NodeFacts facts = new NodeFacts("vm-" + key, Resources.of("CPU", 4), 16L << 30, 100L << 30, Map.of());
        NodeHello hello = new NodeHello(
                ProtocolVersion.CURRENT,
                "0.1.0",
                ScaleHead.CLUSTER_ID,
                key,
                incarnation,
                4711,
                new BootIdentity("b", 1, "n"),
                facts);
        link = NodeClient.connect(head, identity, hello, this, threads);
    }

    /** As a host that loses its power. */
    synchronized void fail() {
        if (link != null) {
            link.close();
            link = null;
        }
    }

    synchronized void report() {
        if (lost) {
            fail();
            connect();
        }
        if (link != null) {
            double load = Math.abs(key.hashCode() % 400) / 100.0;
            UsageSample use = new UsageSample(load, load, 4L << 30, 50L << 30, List.of());
            boolean drained = draining && !busy;
            link.report(new NodeReport(applied, use, work(), drained, Optional.empty(), Optional.empty()));
        }
    }

    private List<RunningWork> work() {
        return busy
                ? List.of(new RunningWork("s1", "session", Instant.EPOCH.plusSeconds(1), Resources.of("CPU", 1)))
                : List.of();
    }

    /** Told at once, as a daemon does. */
    void busy(boolean now) {
        synchronized (this) {
            busy = now;
        }
        report();
    }

    @Override
    public void welcomed(Welcome welcome) {}

    @Override
    public void desired(DesiredState state) {
        synchronized (this) {
            applied = state.version();
            draining = state.phase() == DesiredState.Phase.DRAIN;
        }
        report();
    }

    @Override
    public synchronized void superseded(String reason) {
        link = null;
    }

    @Override
    public void lost(String reason) {
        lost = true;
    }
}
