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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemons that are connected or were. The threads of the streams write it, one immutable value for each node key. It changes nothing else: the loop
 * decides what follows, and is woken when something changed.
 */
public final class NodeTable implements NodeGate {
    private static final Logger LOG = LoggerFactory.getLogger(NodeTable.class);
    /** Versions of a later epoch are above all versions of an earlier one. */
    private static final long VERSIONS_PER_EPOCH = 1_000_000_000L;
    /** A little less than the daemon waits before it asks again. */
    private static final Duration RENEWAL_INTERVAL = Duration.ofSeconds(50);

    private final Supplier<State> state;
    private final Welcome welcome;
    private final Enrolment enrolment;
    private final Time time;
    private final Runnable wakeup;
    private final ConcurrentHashMap<NodeKey, Instant> renewals = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<NodeKey, DaemonStatus> nodes = new ConcurrentHashMap<>();

    /** @param wakeup is called when something changed that the loop should see now; must not block */
    public NodeTable(Supplier<State> state, Welcome welcome, Enrolment enrolment, Time time, Runnable wakeup) {
        this.state = state;
        this.welcome = welcome;
        this.enrolment = enrolment;
        this.time = time;
        this.wakeup = wakeup;
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
            return Refused.SESSION;
        }
        if (hello.incarnation() < row.get().incarnation()
                || nodes.merge(hello.node(), DaemonStatus.opened(hello, outbound, time.now()), NodeTable::newest)
                                .outbound()
                        != outbound) {
            outbound.supersede("a newer start of this node's daemon is known");
            return Refused.SESSION;
        }
        outbound.welcome(welcome);
        send(hello.node(), Optional.empty());
        wakeup.run();
        return new Stream(hello.node(), outbound);
    }

    /** Returns the newer incarnation. A second stream of the same incarnation replaces the first, whose connection broke unnoticed. */
    private static DaemonStatus newest(DaemonStatus older, DaemonStatus newer) {
        long difference = newer.hello().incarnation() - older.hello().incarnation();
        if (difference < 0) {
            return older;
        }
        if (difference == 0) {
            if (older.outbound() != newer.outbound()) {
                older.outbound().replace();
            }
            return newer.continuing(older);
        }
        if (older.connected()) {
            older.outbound().supersede("a newer start of this node's daemon is connected");
        }
        return newer;
    }

    /** Returns all daemons that are known, silent ones included. */
    public Map<NodeKey, DaemonStatus> all() {
        return Map.copyOf(nodes);
    }

    /** Returns the daemon of a node; empty if none has connected since the head started. */
    public Optional<DaemonStatus> of(NodeKey node) {
        return Optional.ofNullable(nodes.get(node));
    }

    /** Sends every connected daemon its desired state if that has changed, and forgets daemons whose node is closed. */
    public void sendDesiredStates() {
        for (NodeKey node : nodes.keySet()) {
            if (isLive(node)) {
                send(node, Optional.empty());
            } else {
                forget(node);
            }
        }
    }

    private void forget(NodeKey node) {
        DaemonStatus gone = nodes.remove(node);
        renewals.remove(node);
        if (gone != null && gone.connected()) {
            gone.outbound().supersede("this node is not part of the cluster any more");
        }
    }

    /** Sends the desired state if it differs from the one sent last, or if there is a new certificate. */
    private void send(NodeKey node, Optional<String> certificate) {
        State now = state.get();
        Optional<NodeRow> row = now.open(node);
        if (row.isEmpty()) {
            return;
        }
        DesiredNode desired = DesiredNodes.of(now, row.get());
        nodes.computeIfPresent(node, (key, live) -> sent(live, desired, certificate));
    }

    private DaemonStatus sent(DaemonStatus live, DesiredNode desired, Optional<String> certificate) {
        boolean hasChanged = certificate.isPresent()
                || live.sent().isEmpty()
                || !live.sent().get().desired().equals(desired)
                || live.sent().get().outbound() != live.outbound();
        if (!live.connected() || !hasChanged) {
            return live;
        }
        long version = 1 + live.sent().map(Sent::version).orElse(welcome.headEpoch() * VERSIONS_PER_EPOCH);
        live.outbound().desired(desired.withVersion(version, certificate));
        return live.withSent(new Sent(version, desired, live.outbound()));
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
                    node, (key, live) -> live.outbound() == outbound ? live.withReport(report, time.now()) : live);
            report.renewal().ifPresent(this::renew);
            if (after != null && isRelevant(before, after)) {
                wakeup.run();
            }
        }

        private static boolean isRelevant(DaemonStatus before, DaemonStatus after) {
            return before.report().isEmpty()
                    || before.isBusy() != after.isBusy()
                    || before.isDrained() != after.isDrained()
                    || !before.facts().equals(after.facts());
        }

        /** Signing costs more than a report, so a daemon that asks again and again gets nothing. */
        private void renew(String request) {
            Instant now = time.now();
            Instant last = renewals.put(node, now);
            if (last != null && now.isBefore(last.plus(RENEWAL_INTERVAL))) {
                renewals.put(node, last);
                return;
            }
            try {
                send(node, Optional.of(enrolment.enrol(node, request)));
            } catch (ClusterException e) {
                LOG.warn("certificate renewal for {} failed: {}", node, e.text());
            }
        }

        @Override
        public void closed(String reason) {
            LOG.info("stream of {} closed: {}", node, reason);
            nodes.computeIfPresent(node, (key, live) -> live.outbound() == outbound ? live.disconnected() : live);
            wakeup.run();
        }
    }

    /** The session of a stream that was refused. */
    private enum Refused implements Session {
        SESSION;

        @Override
        public void reported(NodeReport report) {}

        @Override
        public void closed(String reason) {}
    }
}
