package dev.muster.daemon.behaviour;

import dev.muster.core.Backoff;
import dev.muster.core.NodeFacts;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.DesiredState.Phase;
import dev.muster.core.node.Welcome;
import dev.muster.daemon.behaviour.ConnectionState.Dialing;
import dev.muster.daemon.behaviour.ConnectionState.Offline;
import dev.muster.daemon.behaviour.ConnectionState.Online;
import dev.muster.daemon.behaviour.Effect.ExitReason;
import dev.muster.daemon.behaviour.Effect.Log;
import dev.muster.daemon.behaviour.Effect.LogLevel;
import dev.muster.daemon.behaviour.StopProgress.SendingLastReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The part of the behaviour that deals with the head: connecting, receiving, reporting, and being cut off. */
final class HeadConversation {
    /** Half of each delay is random, so that the daemons do not all dial a restarted head at once. */
    static final Backoff REDIAL = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0.5);

    static final Duration WELCOME_TIMEOUT = Duration.ofSeconds(10);
    /** A connection that lasted at least this long resets the backoff. */
    static final Duration GOOD_LINK = Duration.ofSeconds(10);
    /** The shortest report interval, even if the head asks for a shorter one. */
    static final Duration MIN_REPORT_INTERVAL = Duration.ofMillis(200);

    private static final String NO_WELCOME =
            "cannot connect to the head: no answer within " + WELCOME_TIMEOUT.toSeconds() + " s";

    private HeadConversation() {}

    static Instant wakeAt(DaemonState state) {
        Instant next = switch (state.connection()) {
            case Offline offline -> offline.dialAt();
            case Dialing dialing -> dialing.deadline();
            case Online online -> reportAt(online);
        };
        boolean waitsForLease =
                !(state.connection() instanceof Online) && !state.silence().isCutOff();
        Instant lease = state.silence().cutOffAt();
        return waitsForLease && lease.isBefore(next) ? lease : next;
    }

    static Transition onWelcomed(DaemonState state, DaemonEvent.Welcomed welcomed, StepContext context) {
        if (!(state.connection() instanceof Dialing dialing) || dialing.link() != welcomed.link()) {
            return Transition.to(state);
        }
        Welcome welcome = welcomed.welcome();
        if (welcome.headEpoch() < state.orders().headEpoch()) {
            String message = "ignoring a stale head: its epoch " + welcome.headEpoch() + " is lower than "
                    + state.orders().headEpoch();
            return Transition.to(
                    offline(state, dialing, context),
                    new Log(LogLevel.WARNING, message),
                    new Effect.Disconnect(dialing.link()));
        }
        LastReport noReport = new LastReport(
                LastReport.NO_VERSION,
                state.observation().work(),
                false,
                Optional.empty(),
                dialing.facts(),
                context.now());
        return Transition.to(
                        state.with(new Online(dialing.link(), dialing.attempt(), context.now(), welcome, noReport))
                                .with(state.orders().withEpoch(welcome.headEpoch())),
                        new Log(LogLevel.INFO, "connected to the head, epoch " + welcome.headEpoch()),
                        new Effect.RememberEpoch(welcome.headEpoch()))
                .then(next -> rejoined(next, context.now(), welcome.lease()));
    }

    private static Transition rejoined(DaemonState state, Instant now, Duration lease) {
        DaemonState inContact = state.with(new HeadSilence(now, lease, false));
        return state.silence().isCutOff() ? Transition.to(inContact, new Effect.Rejoined()) : Transition.to(inContact);
    }

    static Transition onDesiredState(DaemonState state, DaemonEvent.DesiredStateReceived received) {
        if (!(state.connection() instanceof Online online) || online.link() != received.link()) {
            return Transition.to(state);
        }
        DesiredState desired = received.desired();
        HeadOrders orders = state.orders().withDesired(desired);
        Transition step =
                Transition.to(state.with(desired.phase() == Phase.STOP ? orders : orders.withDesiredReached()));
        if (desired.phase() != state.orders().phase()) {
            Log log = new Log(LogLevel.INFO, "the head set the desired phase to " + desired.phase());
            step = step.then(next -> Transition.to(next, log));
        }
        return step.then(
                next -> installCertificate(next, state.orders().desired().flatMap(DesiredState::certificate), desired));
    }

    private static Transition installCertificate(DaemonState state, Optional<String> before, DesiredState desired) {
        return desired.certificate()
                .filter(pem -> !before.equals(Optional.of(pem)))
                .map(pem -> Transition.to(state, new Effect.InstallCertificate(pem)))
                .orElse(Transition.to(state));
    }

    static Transition onConnectionLost(DaemonState state, DaemonEvent.ConnectionLost lost, StepContext context) {
        if (state.connection() instanceof Offline || state.connection().link() != lost.link()) {
            return Transition.to(state);
        }
        return state.stop() instanceof SendingLastReport
                ? exit(state)
                : disconnect(state, "no connection to the head: " + lost.reason(), context);
    }

    static Transition onDialRequested(DaemonState state, Instant now) {
        return state.connection() instanceof Offline offline
                ? Transition.to(state.with(new Offline(offline.link(), 0, now)))
                : Transition.to(state);
    }

    static Transition runDue(DaemonState state, StepContext context) {
        Instant now = context.now();
        return switch (state.connection()) {
            case Offline offline when !now.isBefore(offline.dialAt()) -> dial(state, offline, now);
            case Offline _ -> cutOff(state, now);
            case Dialing dialing
            when !now.isBefore(dialing.deadline()) ->
                disconnect(state, NO_WELCOME, context).then(next -> cutOff(next, now));
            case Dialing _ -> cutOff(state, now);
            case Online online -> report(state.with(withContact(state.silence(), now)), online, now);
        };
    }

    /** Sends a last report that the stop is complete. Without a connection the daemon exits at once. */
    static Transition sendLastReport(DaemonState state, Instant now) {
        DaemonState reached = state.with(state.orders().withDesiredReached());
        if (!(state.connection() instanceof Online online)) {
            return exit(reached);
        }
        return report(reached.with(new SendingLastReport(now.plus(SendingLastReport.FLUSH_TIME))), online, now);
    }

    static Transition exit(DaemonState state) {
        return Transition.to(
                state.with(new StopProgress.Ended()),
                new Effect.Disconnect(state.connection().link()),
                new Effect.Exit(ExitReason.STOPPED));
    }

    private static HeadSilence withContact(HeadSilence silence, Instant now) {
        return new HeadSilence(now, silence.lease(), false);
    }

    private static Transition dial(DaemonState state, Offline offline, Instant now) {
        long link = offline.link() + 1;
        NodeFacts facts = state.observation().facts();
        Dialing dialing = new Dialing(link, offline.attempt(), now.plus(WELCOME_TIMEOUT), facts);
        return Transition.to(state.with(dialing), new Effect.Dial(link, facts)).then(next -> cutOff(next, now));
    }

    private static Transition disconnect(DaemonState state, String message, StepContext context) {
        long link = state.connection().link();
        return Transition.to(
                offline(state, state.connection(), context),
                new Log(LogLevel.INFO, message),
                new Effect.Disconnect(link));
    }

    private static DaemonState offline(DaemonState state, ConnectionState before, StepContext context) {
        boolean wasGood = before instanceof Online online
                && !context.now().isBefore(online.since().plus(GOOD_LINK));
        int attempt = wasGood ? 0 : before.attempt();
        Duration delay = REDIAL.delay(attempt + 1, context.chance());
        return state.with(new Offline(before.link(), attempt + 1, context.now().plus(delay)));
    }

    private static Transition cutOff(DaemonState state, Instant now) {
        HeadSilence silence = state.silence();
        if (silence.isCutOff() || now.isBefore(silence.cutOffAt())) {
            return Transition.to(state);
        }
        return Transition.to(
                state.with(new HeadSilence(silence.lastContact(), silence.lease(), true)),
                new Effect.CutOff(Duration.between(silence.lastContact(), now)));
    }

    private static Instant reportAt(Online online) {
        Duration requested = online.welcome().reportInterval();
        return online.lastReport()
                .at()
                .plus(requested.compareTo(MIN_REPORT_INTERVAL) < 0 ? MIN_REPORT_INTERVAL : requested);
    }

    private static Transition report(DaemonState state, Online online, Instant now) {
        boolean drained =
                state.orders().phase() != Phase.RUN && state.observation().isIdle();
        Observation observation = state.observation();
        LastReport report = new LastReport(
                state.orders().appliedVersion(),
                observation.work(),
                drained,
                observation.engine().status(),
                observation.facts(),
                now);
        boolean renew = state.renewal().isDue(now);
        if (report.hasSameContent(online.lastReport()) && !renew && now.isBefore(reportAt(online))) {
            return Transition.to(state);
        }
        Optional<NodeFacts> facts = Optional.of(observation.facts())
                .filter(found -> !Objects.equals(found, online.lastReport().facts())); // usually the same object
        return Transition.to(
                state.with(online.withLastReport(report))
                        .with(renew ? state.renewal().withRequestAt(now) : state.renewal()),
                new Effect.Report(online.link(), report, facts, renew));
    }
}
