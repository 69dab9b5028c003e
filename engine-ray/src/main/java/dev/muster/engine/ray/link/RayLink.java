package dev.muster.engine.ray.link;

import dev.muster.core.NodeKey;
import dev.muster.core.port.Time;
import dev.muster.engine.DrainAnswer;
import dev.muster.engine.DrainOrder;
import dev.muster.engine.EngineLink;
import dev.muster.engine.EngineReport;
import dev.muster.engine.EngineUnavailable;
import dev.muster.engine.EngineView;
import dev.muster.engine.ray.wire.ClusterResourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The link to a Ray cluster through its GCS. */
final class RayLink implements EngineLink {
    private static final Logger LOG = LoggerFactory.getLogger(RayLink.class);
    /** The id of a node changes when Ray starts again on its host, so ids are only used while they are fresh. */
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final GcsClient gcs;
    private final Time time;
    private final ReportSender reports;
    private final AtomicInteger loggedRows = new AtomicInteger();
    private final AtomicInteger loggedRequests = new AtomicInteger();
    private volatile Optional<Observed> last = Optional.empty();

    private record Observed(Instant at, GcsSession session, RayState state) {}

    RayLink(GcsClient gcs, Time time, ReportSender reports) {
        this.gcs = gcs;
        this.time = time;
        this.reports = reports;
    }

    @Override
    public EngineView observe() throws EngineUnavailable, InterruptedException {
        return read().state().view();
    }

    private Observed read() throws EngineUnavailable, InterruptedException {
        GcsSession session = gcs.session();
        Instant asked = time.now();
        ClusterResourceState wire = gcs.state(session);
        RayState state = RayStateMapping.fromWire(wire.getClusterSessionName() + "/" + session.epoch(), wire);
        log(state);
        Observed observed = new Observed(asked, session, state);
        last = Optional.of(observed);
        return observed;
    }

    private void log(RayState state) {
        if (state.ignoredRows() > loggedRows.getAndAccumulate(state.ignoredRows(), Math::max)) {
            LOG.warn(
                    "Ray has {} nodes that Muster did not start; they are ignored: their instance id is no node of this cluster",
                    state.ignoredRows());
        }
        if (state.ignoredRequests() > loggedRequests.getAndAccumulate(state.ignoredRequests(), Math::max)) {
            LOG.warn("Ray has more requests than are considered at once; {} are left out", state.ignoredRequests());
        }
    }

    @Override
    public DrainAnswer drain(NodeKey node, DrainOrder order) throws EngineUnavailable, InterruptedException {
        Optional<Observed> fresh =
                last.filter(this::isFresh).filter(seen -> seen.state().ids().containsKey(node));
        Observed observed = fresh.isPresent() ? fresh.get() : read();
        Optional<RayNodeId> id = Optional.ofNullable(observed.state().ids().get(node));
        if (id.isEmpty()) {
            return new DrainAnswer.Accepted();
        }
        return gcs.drain(observed.session(), id.get(), order);
    }

    private boolean isFresh(Observed observed) {
        return !observed.session().connection().isBroken()
                && Duration.between(observed.at(), time.now()).compareTo(FRESH) < 0;
    }

    @Override
    public void report(EngineReport report) throws EngineUnavailable, InterruptedException {
        reports.send(report, last.map(seen -> seen.state().view()).orElse(EngineView.NOTHING));
    }

    @Override
    public void close() {
        gcs.close();
    }
}
