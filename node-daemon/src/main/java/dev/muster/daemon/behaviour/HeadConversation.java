package dev.muster.daemon.behaviour;

import dev.muster.core.Backoff;
import dev.muster.core.NodeFacts;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.DesiredState.Phase;
import dev.muster.core.node.Welcome;
import dev.muster.daemon.behaviour.ConnectionState.Dialling;
import dev.muster.daemon.behaviour.ConnectionState.Offline;
import dev.muster.daemon.behaviour.ConnectionState.Online;
import dev.muster.daemon.behaviour.Effect.Farewell;
import dev.muster.daemon.behaviour.Effect.Say;
import dev.muster.daemon.behaviour.Effect.Weight;
import dev.muster.daemon.behaviour.StopProgress.Parting;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The part of the behaviour that speaks with the head: dialling, hearing, reporting, and being cut off. */
final class HeadConversation {
    /** Half of each delay is left to chance, so that the daemons do not all dial a restarted head at once. */
    static final Backoff REDIAL = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0.5);

    static final Duration WELCOME_WITHIN = Duration.ofSeconds(10);
    /** A link that stood for so long was a good one: the back-off begins anew after it. */
    static final Duration GOOD_LINK = Duration.ofSeconds(10);
    /** However often the head wants to hear from us. */
    static final Duration SHORTEST_INTERVAL = Duration.ofMillis(200);

    private static final String UNWELCOMED =
            "no connection to the head: no welcome within " + WELCOME_WITHIN.toSeconds() + " s";

    private HeadConversation() {}

    static Instant wakeAt(DaemonState state) {
        Instant next = switch (state.contact()) {
            case Offline offline -> offline.dialAt();
            case Dialling dialling -> dialling.deadline();
            case Online online -> reportAt(online);
        };
        boolean waitsForLease =
                !(state.contact() instanceof Online) && !state.silence().cutOff();
        Instant lease = state.silence().actAt();
        return waitsForLease && lease.isBefore(next) ? lease : next;
    }

    static StepResult welcomed(DaemonState state, DaemonEvent.Welcomed welcomed, ClockReading moment) {
        if (!(state.contact() instanceof Dialling dialling) || dialling.link() != welcomed.link()) {
            return StepResult.to(state);
        }
        Welcome welcome = welcomed.welcome();
        if (welcome.headEpoch() < state.orders().headEpoch()) {
            String text = "a head with epoch " + welcome.headEpoch() + " answered, after one with "
                    + state.orders().headEpoch() + ": ignored";
            return StepResult.to(
                    offline(state, dialling, moment),
                    new Say(Weight.WARNING, text),
                    new Effect.HangUp(dialling.link()));
        }
        LastReport nothing =
                new LastReport(LastReport.NOTHING_YET, state.sight().work(), false, dialling.facts(), moment.now());
        return StepResult.to(
                        state.with(new Online(dialling.link(), dialling.attempt(), moment.now(), welcome, nothing))
                                .with(state.orders().withEpoch(welcome.headEpoch())),
                        new Say(Weight.NOTE, "connected to the head, epoch " + welcome.headEpoch()),
                        new Effect.RememberEpoch(welcome.headEpoch()))
                .then(next -> rejoined(next, moment.now(), welcome.lease()));
    }

    private static StepResult rejoined(DaemonState state, Instant now, Duration lease) {
        DaemonState heard = state.with(new HeadSilence(now, lease, false));
        return state.silence().cutOff() ? StepResult.to(heard, new Effect.Rejoined()) : StepResult.to(heard);
    }

    static StepResult ordered(DaemonState state, DaemonEvent.Ordered ordered) {
        if (!(state.contact() instanceof Online online) || online.link() != ordered.link()) {
            return StepResult.to(state);
        }
        DesiredState desired = ordered.desired();
        HeadOrders orders = state.orders().withDesired(desired);
        StepResult step = StepResult.to(state.with(desired.phase() == Phase.STOP ? orders : orders.reached()));
        if (desired.phase() != state.orders().phase()) {
            Say say = new Say(Weight.NOTE, "the head wants: " + desired.phase());
            step = step.then(next -> StepResult.to(next, say));
        }
        return step.then(next -> installed(next, state.orders().desired().flatMap(DesiredState::certificate), desired));
    }

    private static StepResult installed(DaemonState state, Optional<String> before, DesiredState desired) {
        return desired.certificate()
                .filter(pem -> !before.equals(Optional.of(pem)))
                .map(pem -> StepResult.to(state, new Effect.InstallCertificate(pem)))
                .orElse(StepResult.to(state));
    }

    static StepResult lost(DaemonState state, DaemonEvent.Lost lost, ClockReading moment) {
        if (state.contact() instanceof Offline || state.contact().link() != lost.link()) {
            return StepResult.to(state);
        }
        return state.ending() instanceof Parting
                ? leave(state)
                : hungUp(state, "no connection to the head: " + lost.reason(), moment);
    }

    static StepResult nudged(DaemonState state, Instant now) {
        return state.contact() instanceof Offline offline
                ? StepResult.to(state.with(new Offline(offline.link(), 0, now)))
                : StepResult.to(state);
    }

    static StepResult due(DaemonState state, ClockReading moment) {
        Instant now = moment.now();
        return switch (state.contact()) {
            case Offline offline when !now.isBefore(offline.dialAt()) -> dial(state, offline, now);
            case Offline _ -> cutOff(state, now);
            case Dialling dialling
            when !now.isBefore(dialling.deadline()) ->
                hungUp(state, UNWELCOMED, moment).then(next -> cutOff(next, now));
            case Dialling _ -> cutOff(state, now);
            case Online online -> report(state.with(heard(state.silence(), now)), online, now);
        };
    }

    /** A last report says that the stop is reached; without a link there is nobody to tell. */
    static StepResult parting(DaemonState state, Instant now) {
        DaemonState reached = state.with(state.orders().reached());
        if (!(state.contact() instanceof Online online)) {
            return leave(reached);
        }
        return report(reached.with(new Parting(now.plus(Parting.TIME_TO_LEAVE))), online, now);
    }

    static StepResult leave(DaemonState state) {
        return StepResult.to(
                state.with(new StopProgress.Over()),
                new Effect.HangUp(state.contact().link()),
                new Effect.Exit(Farewell.STOPPED));
    }

    private static HeadSilence heard(HeadSilence silence, Instant now) {
        return new HeadSilence(now, silence.lease(), false);
    }

    private static StepResult dial(DaemonState state, Offline offline, Instant now) {
        long link = offline.link() + 1;
        NodeFacts facts = state.sight().facts();
        Dialling dialling = new Dialling(link, offline.attempt(), now.plus(WELCOME_WITHIN), facts);
        return StepResult.to(state.with(dialling), new Effect.Dial(link, facts)).then(next -> cutOff(next, now));
    }

    private static StepResult hungUp(DaemonState state, String text, ClockReading moment) {
        long link = state.contact().link();
        return StepResult.to(
                offline(state, state.contact(), moment), new Say(Weight.NOTE, text), new Effect.HangUp(link));
    }

    private static DaemonState offline(DaemonState state, ConnectionState before, ClockReading moment) {
        boolean wasGood = before instanceof Online online
                && !moment.now().isBefore(online.since().plus(GOOD_LINK));
        int attempt = wasGood ? 0 : before.attempt();
        Duration delay = REDIAL.delay(attempt + 1, moment.chance());
        return state.with(new Offline(before.link(), attempt + 1, moment.now().plus(delay)));
    }

    private static StepResult cutOff(DaemonState state, Instant now) {
        HeadSilence silence = state.silence();
        if (silence.cutOff() || now.isBefore(silence.actAt())) {
            return StepResult.to(state);
        }
        return StepResult.to(
                state.with(new HeadSilence(silence.lastContact(), silence.lease(), true)),
                new Effect.CutOff(Duration.between(silence.lastContact(), now)));
    }

    private static Instant reportAt(Online online) {
        Duration asked = online.welcome().reportInterval();
        return online.told().at().plus(asked.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : asked);
    }

    private static StepResult report(DaemonState state, Online online, Instant now) {
        boolean drained =
                state.orders().phase() != Phase.RUN && state.sight().work().isEmpty();
        Observation sight = state.sight();
        LastReport told = new LastReport(state.orders().appliedVersion(), sight.work(), drained, sight.facts(), now);
        boolean renew = state.renewal().isDue(now);
        if (told.saysTheSameAs(online.told()) && !renew && now.isBefore(reportAt(online))) {
            return StepResult.to(state);
        }
        Optional<NodeFacts> facts = Optional.of(sight.facts())
                .filter(found -> !Objects.equals(found, online.told().facts())); // mostly the very same
        return StepResult.to(
                state.with(online.withTold(told)).with(renew ? state.renewal().asked(now) : state.renewal()),
                new Effect.Report(online.link(), told, facts, renew));
    }
}
