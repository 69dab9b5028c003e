package dev.muster.daemon;

import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.NodeGate;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeReport;
import dev.muster.core.node.Welcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A head that welcomes every daemon, sends the desired state that the test sets, and records what it receives. */
final class FakeGate implements NodeGate {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<NodeHello> hellos = new LinkedBlockingQueue<>();
    private final BlockingQueue<NodeReport> reports = new LinkedBlockingQueue<>();
    private final BlockingQueue<Outbound> streams = new LinkedBlockingQueue<>();
    private volatile DesiredState desired =
            new DesiredState(1, DesiredState.Phase.RUN, Resources.NONE, Map.of(), Optional.empty());
    volatile long epoch = 7;

    @Override
    public boolean isLive(NodeKey node) {
        return true;
    }

    @Override
    public Session opened(NodeHello hello, Outbound outbound) {
        hellos.add(hello);
        streams.add(outbound);
        outbound.welcome(new Welcome(epoch, Duration.ofSeconds(20), Duration.ofMillis(200)));
        outbound.desired(desired);
        return new Session() {
            @Override
            public void reported(NodeReport report) {
                reports.add(report);
            }

            @Override
            public void closed(String reason) {}
        };
    }

    NodeHello hello() throws InterruptedException {
        return Optional.ofNullable(hellos.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .orElseThrow(() -> new AssertionError("no hello"));
    }

    /** The stream of the next hello. */
    Outbound stream() throws InterruptedException {
        return streams.take();
    }

    NodeReport report(Predicate<NodeReport> condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            NodeReport report = reports.poll(100, TimeUnit.MILLISECONDS);
            if (report != null && condition.test(report)) {
                return report;
            }
        }
        throw new AssertionError("no such report");
    }

    DesiredState wants(long version, DesiredState.Phase phase, Optional<String> certificate) {
        desired = new DesiredState(version, phase, Resources.NONE, Map.of(), certificate);
        return desired;
    }
}
