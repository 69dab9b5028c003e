package dev.muster.engine.ray.link;

import dev.muster.engine.EngineReport;
import dev.muster.engine.EngineUnavailable;
import dev.muster.engine.EngineView;
import dev.muster.engine.ray.wire.AutoscalingState;
import dev.muster.engine.ray.wire.ClusterConfig;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends reports: only what has changed, and everything again after the connection was lost, since a GCS that started again has forgotten it.
 * Events are written last, so that a report that failed can be repeated.
 */
final class ReportSender {
    private record Sent(GcsSession session, Optional<AutoscalingState> state, Optional<ClusterConfig> config) {}

    private final GcsClient gcs;
    private final EventFiles events;
    private final AtomicReference<Optional<Sent>> last = new AtomicReference<>(Optional.empty());

    ReportSender(GcsClient gcs, EventFiles events) {
        this.gcs = gcs;
        this.events = events;
    }

    /** @param view what Ray said last */
    void send(EngineReport report, EngineView view) throws EngineUnavailable, InterruptedException {
        GcsSession session = gcs.session();
        Sent sent = last.get()
                .filter(before -> before.session() == session)
                .orElseGet(() -> new Sent(session, Optional.empty(), Optional.empty()));
        AutoscalingState state = ReportMapping.state(report, view);
        if (!sent.state().equals(Optional.of(state))) {
            gcs.report(session, state);
        }
        ClusterConfig config = ReportMapping.config(report.types());
        if (!sent.config().equals(Optional.of(config))) {
            gcs.report(session, config);
        }
        last.set(Optional.of(new Sent(session, Optional.of(state), Optional.of(config))));
        events.append(report.events());
    }
}
