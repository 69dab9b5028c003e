package dev.muster.daemon;

import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import dev.muster.core.node.NodeReport;
import dev.muster.core.port.Time;
import dev.muster.daemon.behaviour.DaemonEvent;
import dev.muster.daemon.behaviour.Effect;
import dev.muster.daemon.behaviour.Renewal;
import dev.muster.daemon.folder.Counter;
import dev.muster.daemon.folder.NodeFolder;
import dev.muster.daemon.identity.Enrolment;
import dev.muster.daemon.work.LocalWork;
import dev.muster.daemon.work.Watchdogs;
import dev.muster.daemon.work.WorkEnder;
import dev.muster.protocol.identity.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what was decided, and puts what came of it into the inbox. What fails is logged: the next happening finds it undone. */
final class EffectRunner {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    /** Those that a deed may be done with. */
    record Hands(
            HeadLinks links,
            MachineObserver machine,
            Enrolment enrolment,
            WorkEnder ender,
            Watchdogs watchdogs,
            LocalWork work) {}

    private final NodeFolder folder;
    private final String me;
    private final Hands hands;
    private final Inbox inbox;
    private final Time time;

    /** @param me PID and start time of this process, as they stand in {@code run/daemon.pid} */
    EffectRunner(NodeFolder folder, String me, Hands hands, Inbox inbox, Time time) {
        this.folder = folder;
        this.me = me;
        this.hands = hands;
        this.inbox = inbox;
        this.time = time;
    }

    void carryOut(Effect effect) {
        try {
            carryOutOrThrow(effect);
        } catch (IOException e) {
            LOG.error("could not {}: {}", effect.getClass().getSimpleName(), e.toString());
        }
    }

    private void carryOutOrThrow(Effect effect) throws IOException {
        switch (effect) {
            case Effect.Look _ -> look();
            case Effect.Dial dial -> hands.links.dial(dial.link(), dial.facts());
            case Effect.HangUp hangUp -> hands.links.hangUp(hangUp.link());
            case Effect.Report report -> hands.links.report(report.link(), reported(report));
            case Effect.RememberEpoch epoch -> new Counter(folder.run("head_epoch")).raiseTo(epoch.headEpoch());
            case Effect.InstallCertificate certificate -> install(certificate.pem());
            case Effect.SignalWork signal ->
                inbox.put(new DaemonEvent.WorkSignalled(hands.ender.signal(signal.force())));
            case Effect.CutOff cutOff -> hands.work.cutOff(cutOff.silence());
            case Effect.Rejoined _ -> hands.work.rejoined();
            case Effect.Say say -> say(say);
            case Effect.Exit exit -> leave(exit.farewell());
        }
    }

    private void look() throws IOException {
        Instant now = time.now();
        inbox.put(hands.machine.look(now));
        hands.watchdogs.reviveDead(now);
        if (Files.deleteIfExists(folder.nudge())) {
            inbox.put(new DaemonEvent.Nudged());
        }
    }

    private NodeReport reported(Effect.Report report) {
        Optional<String> renewal = report.renew() ? hands.enrolment.renewal() : Optional.empty();
        return new NodeReport(
                report.told().appliedVersion(),
                hands.machine.use(time.now()),
                report.told().work(),
                report.told().drained(),
                report.facts(),
                renewal);
    }

    private void install(String pem) throws IOException {
        hands.enrolment
                .install(pem)
                .map(EffectRunner::renewal)
                .ifPresent(renewal -> inbox.put(new DaemonEvent.CertificateInstalled(renewal)));
    }

    static Renewal renewal(Identity identity) {
        return Renewal.at(identity.renewalDue());
    }

    private static void say(Effect.Say say) {
        switch (say.weight()) {
            case NOTE -> LOG.info("{}", say.text());
            case WARNING -> LOG.warn("{}", say.text());
        }
    }

    private void leave(Effect.Farewell farewell) throws IOException {
        switch (farewell) {
            case STOPPED ->
                AtomicFile.write(
                        folder.stop(),
                        "told to by the head at " + time.wallClock() + "\n",
                        Access.OWNER_ONLY,
                        Durability.DURABLE);
            case SUPERSEDED -> {}
        }
        AtomicFile.write(folder.lastWord(), me + " 0\n", Access.OWNER_ONLY, Durability.DURABLE);
    }
}
