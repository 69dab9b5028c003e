package dev.muster.head.loop;

import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.port.ClockReading;
import dev.muster.head.engine.EngineSight;
import dev.muster.head.job.BackgroundJobs.EndedJob;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.registry.DaemonStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one iteration saw of the world before it changed anything.
 *
 * @param previous the time of the last iteration that was committed; empty in the first
 * @param site where machines come from; empty while there is no usable config
 * @param live the daemons that the head knows, silent ones included
 * @param engine what the head knows of the engine
 */
record LoopObservation(
        ClockReading now,
        Optional<ClockReading> previous,
        ListeningPeriod listening,
        Optional<ClusterSite> site,
        List<Offer> offers,
        List<EndedJob> endedJobs,
        Map<NodeKey, DaemonStatus> live,
        EngineSight engine) {

    Instant steady() {
        return now.steady();
    }

    Optional<DaemonStatus> daemon(NodeKey key) {
        return Optional.ofNullable(live.get(key));
    }

    boolean isBusy(NodeKey key) {
        return engine.isBusy(key) || daemon(key).filter(DaemonStatus::isBusy).isPresent();
    }
}
