package dev.muster.head.loop;

import dev.muster.autoscaler.Decision;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.event.Event;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.port.ClockReading;
import dev.muster.engine.Engines;
import dev.muster.head.engine.EngineReports;
import dev.muster.head.engine.EngineSight;
import dev.muster.head.job.BackgroundJobs;
import dev.muster.head.job.NodeOperations;
import dev.muster.head.job.RetrySchedule;
import dev.muster.head.job.RunningSteps;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One iteration of the control loop; {@link #run} is its table of contents. Each stage keeps what it must know in the next iteration, and after a restart
 * finds it out again.
 */
final class LoopIteration {
    private static final Logger LOG = LoggerFactory.getLogger(LoopIteration.class);

    private final HeadLoop.Parts parts;
    private final NodeOperations.SetUps setUps;
    private final BackgroundJobs jobs;
    private final RetrySchedule retries = new RetrySchedule();
    private final JobResults jobResults;
    private final LivenessReconciler liveness;
    private final LossDetector losses;
    private final RollingUpdate rollingUpdate;
    private final DecisionMaker decisions = new DecisionMaker();
    private final JobStarter starter;
    private List<Offer> offers = List.of();
    private EngineSight engine = EngineSight.NONE;
    private Optional<ClockReading> lastCommitted = Optional.empty();
    /** Results of jobs that are not in the committed state yet. */
    private List<BackgroundJobs.EndedJob> ended = List.of();

    LoopIteration(HeadLoop.Parts parts, HeadTiming timing, BackgroundJobs jobs, RunningSteps steps) {
        this.parts = parts;
        this.setUps = new NodeOperations.SetUps(parts.listeners(), steps);
        this.jobs = jobs;
        JoinDeadlines deadlines = new JoinDeadlines(timing.joinLimit());
        MachineInventory machines = new MachineInventory();
        this.jobResults = new JobResults(retries, deadlines, machines);
        this.liveness = new LivenessReconciler(timing, retries, deadlines);
        this.losses = new LossDetector(timing.lease());
        this.rollingUpdate = new RollingUpdate(jobs);
        this.starter = new JobStarter(jobs, retries, deadlines, machines, timing);
    }

    void run(ClockReading now, ListeningPeriod listening) {
        LoopObservation seen = observe(now, listening);
        commit(seen);
        lastCommitted = Optional.of(now);
        parts.table().sendDesiredStates();
        startJobs(parts.store().state(), seen);
        reportToEngine(parts.store().state());
    }

    private void commit(LoopObservation seen) {
        RetrySchedule.Saved before = retries.save();
        try {
            parts.store().changed(draft -> {
                NodeChanges changes = new NodeChanges(draft, seen.now().wall());
                record(changes, seen);
                draft.config().ifPresent(config -> decide(changes, config, seen));
            });
            ended = List.of();
        } catch (ClusterException e) {
            // The disk may be full. The next iteration records the same results.
            retries.restore(before);
            throw e;
        } catch (RuntimeException e) {
            // A result that nobody can record must not stop the cluster for ever.
            ended = List.of();
            throw e;
        }
    }

    private LoopObservation observe(ClockReading now, ListeningPeriod listening) {
        // Before the offers: a host that was assigned meanwhile must not count as free.
        ended = Stream.concat(ended.stream(), jobs.collect().stream()).toList();
        Optional<ClusterSite> site = parts.site().of(parts.store().state().config());
        offers = site.map(this::offers).orElse(List.of());
        engine = parts.engine().sight();
        return new LoopObservation(
                now,
                lastCommitted,
                listening,
                site,
                offers,
                ended,
                parts.table().all(),
                engine);
    }

    /** Makes the state agree with what was observed. */
    private void record(NodeChanges changes, LoopObservation seen) {
        ClockCorrection.record(changes, seen);
        seen.listening().absence().ifPresent(absence -> recordAbsence(changes, absence));
        jobResults.record(changes, seen);
        liveness.record(changes, seen);
        losses.record(changes, seen);
        changes.updateLedger();
    }

    private void decide(NodeChanges changes, AppliedConfig config, LoopObservation seen) {
        if (changes.draft().stopping()) {
            decisions.stop(changes);
        } else {
            RemovedHosts.drain(changes, config.config());
            rollingUpdate.advance(changes, config, seen);
            decisions.decide(changes, config.config(), seen);
        }
    }

    /** Starts what the committed state asks for. */
    private void startJobs(State state, LoopObservation seen) {
        if (seen.site().isPresent() && state.config().isPresent()) {
            ClusterSite site = seen.site().get();
            starter.start(state, new NodeOperations(site, state.config().get(), parts.engine()::drain, setUps), seen);
        }
    }

    private List<Offer> offers(ClusterSite site) {
        try {
            return site.provider().offers().stream()
                    .map(this::asTheEngineUsesIt)
                    .toList();
        } catch (ClusterException e) {
            LOG.warn("cannot ask the provider what it can still launch, using its last answer: {}", e.text());
            return offers;
        }
    }

    /** Demand of the engine must be compared with what the engine will have on the node, or it launches nodes that do not help. */
    private Offer asTheEngineUsesIt(Offer offer) {
        Optional<ClusterConfig> config = parts.store().state().config().map(AppliedConfig::config);
        Optional<NodeTypeConfig> type =
                config.flatMap(known -> Optional.ofNullable(known.types().get(offer.type())));
        if (type.isEmpty()) {
            return offer;
        }
        Resources usable = Engines.get(config.get().engine().name())
                .usable(offer.resources())
                .overriddenBy(type.get().resources());
        return new Offer(offer.id(), offer.type(), usable, offer.labels(), offer.count());
    }

    private static void recordAbsence(NodeChanges changes, Duration absence) {
        String text = "the head was away for " + absence.toSeconds() + " s: silence counts from now on";
        changes.write(Event.Kind.HEAD, "away", text, Map.of());
    }

    private void reportToEngine(State state) {
        if (engine.view().isPresent()
                && state.config().isPresent()
                && decisions.last().isPresent()) {
            ClusterConfig config = state.config().get().config();
            parts.engine()
                    .offer(EngineReports.of(
                            config, state, offers, decisions.last().get()));
        }
    }

    EngineSight lastEngine() {
        return engine;
    }

    List<Offer> lastOffers() {
        return offers;
    }

    Optional<Decision> lastDecision() {
        return decisions.last();
    }

    /** Returns when standing demand last held each node, by the steady clock. */
    Map<NodeKey, Instant> heldAt() {
        return decisions.heldAt();
    }

    /** Returns why silent nodes do not count as lost yet; empty if they do. */
    String suspicion() {
        return losses.suspicion();
    }
}
