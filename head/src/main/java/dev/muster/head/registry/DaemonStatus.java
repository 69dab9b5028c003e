package dev.muster.head.registry;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.NodeGate.Outbound;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the head knows of one node's daemon; immutable. All instants are of the steady clock.
 *
 * @param connected whether its stream is open
 * @param heardAt when the head last received anything from it
 * @param report its last report; empty before the first one to this head
 * @param idleSince since when it reports no work; empty while it reports some, or has not reported
 * @param sent the desired state that it was sent last
 */
public record DaemonStatus(
        NodeHello hello,
        Outbound outbound,
        boolean connected,
        Instant heardAt,
        NodeFacts facts,
        Optional<NodeReport> report,
        Optional<Instant> idleSince,
        Optional<Sent> sent) {

    /**
     * A desired state that was sent to the daemon.
     *
     * @param version rises with each desired state of the node
     * @param outbound the stream that it was sent to; a new stream gets the desired state again
     */
    public record Sent(long version, DesiredNode desired, Outbound outbound) {}

    static DaemonStatus opened(NodeHello hello, Outbound outbound, Instant now) {
        return new DaemonStatus(
                hello, outbound, true, now, hello.facts(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    DaemonStatus withReport(NodeReport newReport, Instant now) {
        Optional<Instant> idle = newReport.work().isEmpty() ? idleSince.or(() -> Optional.of(now)) : Optional.empty();
        NodeFacts newFacts = newReport.facts().orElse(facts);
        return new DaemonStatus(hello, outbound, true, now, newFacts, Optional.of(newReport), idle, sent);
    }

    DaemonStatus disconnected() {
        return new DaemonStatus(hello, outbound, false, heardAt, facts, report, idleSince, sent);
    }

    DaemonStatus withSent(Sent newest) {
        return new DaemonStatus(hello, outbound, connected, heardAt, facts, report, idleSince, Optional.of(newest));
    }

    /** Returns this new stream with what is known from an older stream of the same incarnation. */
    DaemonStatus continuing(DaemonStatus older) {
        return new DaemonStatus(hello, outbound, true, heardAt, facts, older.report, older.idleSince, older.sent);
    }

    /** Whether its stream is open and it was heard within the lease. */
    public boolean isAlive(Instant now, Duration lease) {
        return connected && now.isBefore(heardAt.plus(lease));
    }

    /** Whether its last report has running work. */
    public boolean isBusy() {
        return report.map(last -> !last.work().isEmpty()).orElse(false);
    }

    /** Whether it confirmed, for the desired state that was sent last, that it takes no work and that none runs. */
    public boolean isDrained() {
        return report.isPresent()
                && report.get().drained()
                && sent.isPresent()
                && sent.get().desired().isDraining()
                && report.get().appliedVersion() >= sent.get().version();
    }
}
