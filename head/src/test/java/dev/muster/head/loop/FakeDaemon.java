package dev.muster.head.loop;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeFacts;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.node.BootIdentity;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.NodeGate;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeReport;
import dev.muster.core.node.Welcome;
import dev.muster.core.status.EngineStatus;
import dev.muster.core.status.RunningWork;
import dev.muster.core.status.UsageSample;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A daemon that follows its desired state while it is alive. */
public final class FakeDaemon implements NodeGate.Outbound {
    public final NodeKey key;
    public final long incarnation;
    public boolean busy;
    public boolean engineRuns;
    public Optional<EngineStatus> engine = Optional.empty();
    public boolean alive = true;
    public @Nullable Welcome welcome;
    public @Nullable DesiredState desired;
    public @Nullable String superseded;
    public boolean replaced;
    public int certificates;
    public NodeGate.@Nullable Session session;

    public FakeDaemon(NodeKey key, long incarnation) {
        this.key = key;
        this.incarnation = incarnation;
    }

    public void connect(NodeGate gate, ClusterId clusterId) {
        session = gate.opened(
                new NodeHello(1, "test", clusterId, key, incarnation, 1, new BootIdentity("b", 1, "n"), facts()), this);
    }

    private static NodeFacts facts() {
        return new NodeFacts("vm", Resources.of("CPU", 2), 1 << 30, 1 << 30, Map.of());
    }

    public void report(Instant now) {
        DesiredState newest = desired;
        boolean draining = newest != null && newest.phase() == DesiredState.Phase.DRAIN;
        List<RunningWork> work = busy ? List.of(new RunningWork("w", "session", now, Resources.NONE)) : List.of();
        long version = newest == null ? 0 : newest.version();
        if (session != null) {
            session.reported(new NodeReport(
                    version,
                    UsageSample.NONE,
                    work,
                    draining && !busy && !engineRuns,
                    engine,
                    Optional.empty(),
                    Optional.empty(),
                    List.of()));
        }
    }

    @Override
    public void welcome(Welcome newWelcome) {
        welcome = newWelcome;
    }

    @Override
    public void desired(DesiredState state) {
        desired = state;
        certificates += state.certificate().isPresent() ? 1 : 0;
        if (state.phase() == DesiredState.Phase.STOP) {
            alive = false;
        }
    }

    @Override
    public void replace() {
        replaced = true;
    }

    @Override
    public void supersede(String reason) {
        superseded = reason;
        alive = false;
    }
}
