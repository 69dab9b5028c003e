package dev.muster.protocol;

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
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Welcomes every node that is not in {@link #dead}, and records hellos, reports and closed sessions. */
final class FakeGate implements NodeGate {
    final Set<NodeKey> dead = ConcurrentHashMap.newKeySet();
    final BlockingQueue<NodeHello> hellos = new LinkedBlockingQueue<>();
    final BlockingQueue<NodeReport> reports = new LinkedBlockingQueue<>();
    final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    final Map<NodeKey, Outbound> outbounds = new ConcurrentHashMap<>();
    volatile Consumer<NodeReport> onReport = report -> {};

    static DesiredState desired(long version) {
        return new DesiredState(version, DesiredState.Phase.RUN, Resources.NONE, Map.of(), Optional.empty());
    }

    @Override
    public boolean isLive(NodeKey node) {
        return !dead.contains(node);
    }

    @Override
    public Session opened(NodeHello hello, Outbound outbound) {
        hellos.add(hello);
        outbounds.put(hello.node(), outbound);
        outbound.welcome(new Welcome(7, Duration.ofSeconds(15), Duration.ofSeconds(1)));
        outbound.desired(desired(1));
        return new Session() {
            @Override
            public void reported(NodeReport report) {
                reports.add(report);
                onReport.accept(report);
            }

            @Override
            public void closed(String reason) {
                closed.add(reason);
            }
        };
    }
}
