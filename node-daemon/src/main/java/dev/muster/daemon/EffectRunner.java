package dev.muster.daemon;

import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import dev.muster.core.node.DesiredState.Phase;
import dev.muster.core.node.NodeReport;
import dev.muster.core.port.Time;
import dev.muster.daemon.behaviour.DaemonEvent;
import dev.muster.daemon.behaviour.Effect;
import dev.muster.daemon.behaviour.Renewal;
import dev.muster.daemon.folder.Counter;
import dev.muster.daemon.folder.NodeFolder;
import dev.muster.daemon.identity.Enrolment;
import dev.muster.daemon.runs.RunCleaner;
import dev.muster.daemon.work.EngineKeeper;
import dev.muster.daemon.work.LocalWork;
import dev.muster.daemon.work.Watchdogs;
import dev.muster.daemon.work.WorkEnder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the effects of a step, and puts their results into the inbox. A failure is only logged, because a later step will try again. */
final class EffectRunner {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    /** The parts of the daemon that effects work with. */
    record Targets(
            HeadLinks links,
            MachineObserver machine,
            Enrolment enrolment,
            WorkEnder ender,
            Watchdogs watchdogs,
            EngineKeeper engine,
            RunCleaner cleaner,
            LocalWork work) {}

    private final NodeFolder folder;
    private final String ownProcess;
    private final Targets targets;
    private final Inbox inbox;
    private final Time time;

    /** @param ownProcess PID and start time of this process, as written to {@code run/daemon.pid} */
    EffectRunner(NodeFolder folder, String ownProcess, Targets targets, Inbox inbox, Time time) {
        this.folder = folder;
        this.ownProcess = ownProcess;
        this.targets = targets;
        this.inbox = inbox;
        this.time = time;
    }

    void run(Effect effect) {
        try {
            runOrThrow(effect);
        } catch (IOException e) {
            LOG.error("effect {} failed: {}", effect.getClass().getSimpleName(), e.toString());
        }
    }

    private void runOrThrow(Effect effect) throws IOException {
        switch (effect) {
            case Effect.ObserveMachine observe -> observe(observe.desired());
            case Effect.Dial dial -> targets.links.dial(dial.link(), dial.facts());
            case Effect.Disconnect disconnect -> targets.links.disconnect(disconnect.link());
            case Effect.Report report -> targets.links.report(report.link(), toReport(report));
            case Effect.RememberEpoch epoch -> new Counter(folder.run("head_epoch")).raiseTo(epoch.headEpoch());
            case Effect.InstallCertificate certificate -> install(certificate.pem());
            case Effect.SignalWork signal -> {
                evenOnAFullDisk(targets.engine::preventRestart);
                inbox.put(new DaemonEvent.WorkSignalled(targets.ender.signal(signal.signal())));
            }
            case Effect.CutOff cutOff -> targets.work.cutOff(cutOff.silence());
            case Effect.Rejoined _ -> targets.work.rejoined();
            case Effect.Log log -> log(log);
            case Effect.Exit exit -> recordExit(exit.reason());
        }
    }

    private void observe(Optional<Phase> desired) throws IOException {
        Instant now = time.now();
        if (desired.isPresent()) {
            evenOnAFullDisk(() -> targets.engine.follow(desired.get()));
        }
        inbox.put(targets.machine.observe(now));
        targets.watchdogs.restartDead(now);
        targets.cleaner.clean(now);
        if (Files.deleteIfExists(folder.dialRequest())) {
            inbox.put(new DaemonEvent.DialRequested());
        }
    }

    private interface FileWork {
        void run() throws IOException;
    }

    /** What comes after the work must not depend on it: the head waits for what is observed, and for work that ends. */
    private static void evenOnAFullDisk(FileWork work) {
        try {
            work.run();
        } catch (IOException e) {
            LOG.error("cannot write the engine's files: {}", e.toString());
        }
    }

    private NodeReport toReport(Effect.Report effect) {
        Optional<String> renewal = effect.renew() ? targets.enrolment.renewal() : Optional.empty();
        return new NodeReport(
                effect.report().appliedVersion(),
                targets.machine.use(time.now()),
                effect.report().work(),
                effect.report().drained(),
                effect.report().engine(),
                effect.facts(),
                renewal,
                targets.machine.finishedRuns());
    }

    private void install(String pem) throws IOException {
        targets.enrolment
                .install(pem)
                .map(identity -> renewal(identity.renewalDue(), time))
                .ifPresent(renewal -> inbox.put(new DaemonEvent.CertificateInstalled(renewal)));
    }

    /**
     * Returns the renewal by the steady clock. That one stays ahead if the wall clock was far ahead for a while, and each new certificate would be due at
     * once.
     *
     * @param due by the wall clock
     */
    static Renewal renewal(Instant due, Time time) {
        return Renewal.at(time.now().plus(Duration.between(time.wallClock(), due)));
    }

    private static void log(Effect.Log log) {
        switch (log.level()) {
            case INFO -> LOG.info("{}", log.message());
            case WARNING -> LOG.warn("{}", log.message());
        }
    }

    private void recordExit(Effect.ExitReason reason) throws IOException {
        switch (reason) {
            case STOPPED -> {
                targets.cleaner.finish();
                AtomicFile.write(
                        folder.stopMarker(),
                        "stopped by the head at " + time.wallClock() + "\n",
                        Access.OWNER_ONLY,
                        Durability.DURABLE);
            }
            case SUPERSEDED -> {}
        }
        AtomicFile.write(folder.exitRecord(), ownProcess + " 0\n", Access.OWNER_ONLY, Durability.DURABLE);
    }
}
