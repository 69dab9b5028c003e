package dev.muster.head.registry;

import dev.muster.core.NodeKey;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.node.NodeGate;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeReport;
import dev.muster.core.node.Welcome;
import dev.muster.core.port.Time;
import dev.muster.head.port.Enrolment;
import dev.muster.head.registry.DaemonStatus.Sent;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.State;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemons that are connected, or were. Written by the streams' threads, one immutable value for each key; it changes nothing else: what follows from
 * it is the loop's to decide, which is woken when something changed.
 */
public final class NodeTable implements NodeGate {
    private static final Logger LOG = LoggerFactory.getLogger(NodeTable.class);
    /** Versions of a later start of the head are above all of an earlier one. */
    private static final long VERSIONS_PER_EPOCH = 1_000_000_000L;

    private final Supplier<State> state;
    private final Welcome welcome;
    private final Enrolment enrolment;
    private final Time time;
    private final Runnable wake;
    private final ConcurrentHashMap<NodeKey, DaemonStatus> nodes = new ConcurrentHashMap<>();

    /** @param wake called when something changed that the loop should see now; must not block */
    public NodeTable(Supplier<State> state, Welcome welcome, Enrolment enrolment, Time time, Runnable wake) {
        this.state = state;
        this.welcome = welcome;
        this.enrolment = enrolment;
        this.time = time;
        this.wake = wake;
    }

    @Override
    public boolean isLive(NodeKey node) {
        return state.get().isLive(node);
    }

    @Override
    public Session opened(NodeHello hello, Outbound outbound) {
        Optional<NodeRow> row = state.get().open(hello.node());
        if (row.isEmpty()) {
            outbound.supersede("this node is not part of the cluster any more");
            return Deaf.SESSION;
        }
        if (hello.incarnation() < row.get().incarnation()
                || nodes.merge(hello.node(), DaemonStatus.opened(hello, outbound, time.now()), NodeTable::seat)
                                .outbound()
                        != outbound) {
            outbound.supersede("a newer start of this node's daemon is known");
            return Deaf.SESSION;
        }
        outbound.welcome(welcome);
        tell(hello.node(), Optional.empty());
        wake.run();
        return new Stream(hello.node(), outbound);
    }

    /** The newest start wins. A second stream of the same start replaces the first: that one is a connection that broke unnoticed. */
    private static DaemonStatus seat(DaemonStatus older, DaemonStatus newer) {
        long difference = newer.hello().incarnation() - older.hello().incarnation();
        if (difference < 0) {
            return older;
        }
        if (difference == 0) {
            return newer.continuing(older);
        }
        if (older.connected()) {
            older.outbound().supersede("a newer start of this node's daemon is connected");
        }
        return newer;
    }

    /** All that is known, also of those that are silent now. */
    public Map<NodeKey, DaemonStatus> all() {
        return Map.copyOf(nodes);
    }

    public Optional<DaemonStatus> of(NodeKey node) {
        return Optional.ofNullable(nodes.get(node));
    }

    /** Tells every connected daemon what changed for it, and forgets those whose key is closed. */
    public void tellAll() {
        for (NodeKey node : nodes.keySet()) {
            if (isLive(node)) {
                tell(node, Optional.empty());
            } else {
                forget(node);
            }
        }
    }

    private void forget(NodeKey node) {
        DaemonStatus gone = nodes.remove(node);
        if (gone != null && gone.connected()) {
            gone.outbound().supersede("this node is not part of the cluster any more");
        }
    }

    /** What the node is to be, where that is new to it. A certificate is always news. */
    private void tell(NodeKey node, Optional<String> certificate) {
        State now = state.get();
        Optional<NodeRow> row = now.open(node);
        if (row.isEmpty()) {
            return;
        }
        DesiredNode wish = DesiredNodes.of(now, row.get());
        nodes.computeIfPresent(node, (key, live) -> told(live, wish, certificate));
    }

    private DaemonStatus told(DaemonStatus live, DesiredNode wish, Optional<String> certificate) {
        boolean isNews = certificate.isPresent()
                || live.sent().isEmpty()
                || !live.sent().get().wish().equals(wish)
                || live.sent().get().outbound() != live.outbound();
        if (!live.connected() || !isNews) {
            return live;
        }
        long version = 1 + live.sent().map(Sent::version).orElse(welcome.headEpoch() * VERSIONS_PER_EPOCH);
        live.outbound().desired(wish.withVersion(version, certificate));
        return live.told(new Sent(version, wish, live.outbound()));
    }

    private final class Stream implements Session {
        private final NodeKey node;
        private final Outbound outbound;

        Stream(NodeKey node, Outbound outbound) {
            this.node = node;
            this.outbound = outbound;
        }

        @Override
        public void reported(NodeReport report) {
            DaemonStatus before = nodes.get(node);
            if (before == null || before.outbound() != outbound) {
                return;
            }
            DaemonStatus after = nodes.computeIfPresent(
                    node, (key, live) -> live.outbound() == outbound ? live.heard(report, time.now()) : live);
            report.renewal().ifPresent(this::renew);
            if (after != null && isNews(before, after)) {
                wake.run();
            }
        }

        private boolean isNews(DaemonStatus before, DaemonStatus after) {
            return before.report().isEmpty()
                    || before.isBusy() != after.isBusy()
                    || before.isDrained() != after.isDrained()
                    || !before.facts().equals(after.facts());
        }

        private void renew(String request) {
            try {
                tell(node, Optional.of(enrolment.enrol(node, request)));
            } catch (ClusterException e) {
                LOG.warn("certificate renewal for {} failed: {}", node, e.text());
            }
        }

        @Override
        public void closed(String reason) {
            LOG.info("the stream of {} ended: {}", node, reason);
            nodes.computeIfPresent(node, (key, live) -> live.outbound() == outbound ? live.disconnected() : live);
            wake.run();
        }
    }

    /** For a stream that was refused already. */
    private enum Deaf implements Session {
        SESSION;

        @Override
        public void reported(NodeReport report) {}

        @Override
        public void closed(String reason) {}
    }
}
