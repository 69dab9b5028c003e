package dev.muster.head.registry;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.NodeGate.Outbound;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeReport;
import java.time.Instant;
import java.util.Optional;

/**
 * One node's daemon as the head knows it now; immutable.
 *
 * @param connected whether its stream is open
 * @param heard when it last said anything
 * @param report its last; empty before the first of this head
 * @param idleSince since when it reports no work; empty while it has some, or has not reported
 * @param sent what it was last told; its version counts up for the node
 */
public record DaemonStatus(
        NodeHello hello,
        Outbound outbound,
        boolean connected,
        Instant heard,
        NodeFacts facts,
        Optional<NodeReport> report,
        Optional<Instant> idleSince,
        Optional<Sent> sent) {

    /** @param outbound the stream that it went to: a new one gets everything again */
    public record Sent(long version, DesiredNode wish, Outbound outbound) {}

    static DaemonStatus opened(NodeHello hello, Outbound outbound, Instant now) {
        return new DaemonStatus(
                hello, outbound, true, now, hello.facts(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    DaemonStatus heard(NodeReport newReport, Instant now) {
        Optional<Instant> idle = newReport.work().isEmpty() ? idleSince.or(() -> Optional.of(now)) : Optional.empty();
        NodeFacts newFacts = newReport.facts().orElse(facts);
        return new DaemonStatus(hello, outbound, true, now, newFacts, Optional.of(newReport), idle, sent);
    }

    DaemonStatus disconnected() {
        return new DaemonStatus(hello, outbound, false, heard, facts, report, idleSince, sent);
    }

    DaemonStatus told(Sent newest) {
        return new DaemonStatus(hello, outbound, connected, heard, facts, report, idleSince, Optional.of(newest));
    }

    /** A stream of the same start of the daemon goes on with what is known of it. */
    DaemonStatus continuing(DaemonStatus older) {
        return new DaemonStatus(hello, outbound, true, heard, facts, older.report, older.idleSince, older.sent);
    }

    public boolean isBusy() {
        return report.map(last -> !last.work().isEmpty()).orElse(false);
    }

    /** It confirmed, for what it was last told and not for something older, that it takes no work and none runs. */
    public boolean isDrained() {
        return report.isPresent()
                && report.get().drained()
                && sent.isPresent()
                && sent.get().wish().isDraining()
                && report.get().appliedVersion() >= sent.get().version();
    }
}
