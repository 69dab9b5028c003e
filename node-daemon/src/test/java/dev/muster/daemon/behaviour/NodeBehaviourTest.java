package dev.muster.daemon.behaviour;

import static dev.muster.daemon.behaviour.Scene.only;
import static dev.muster.daemon.behaviour.Scene.reports;
import static dev.muster.daemon.behaviour.Scene.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.Resources;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.DesiredState.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NodeBehaviourTest {
    private final Scene scene = new Scene();

    @Nested
    class Connecting {
        @Test
        void connectsAtOnceAtStart() {
            assertThat(only(Effect.Dial.class, scene.on(new DaemonEvent.Tick())))
                    .containsExactly(new Effect.Dial(1, Scene.FACTS));
        }

        @Test
        void waitsLongerAfterEachFailure() {
            scene.on(new DaemonEvent.Tick());
            scene.on(new DaemonEvent.ConnectionLost(1, "refused"));
            assertThat(only(Effect.Dial.class, scene.after(Duration.ofMillis(149))))
                    .isEmpty();
            assertThat(only(Effect.Dial.class, scene.after(Duration.ofMillis(1))))
                    .hasSize(1);
            scene.on(new DaemonEvent.ConnectionLost(2, "refused"));
            assertThat(only(Effect.Dial.class, scene.after(Duration.ofMillis(299))))
                    .isEmpty();
            assertThat(only(Effect.Dial.class, scene.after(Duration.ofMillis(1))))
                    .hasSize(1);
        }

        @Test
        void aDialRequestConnectsAtOnceAndResetsTheBackoff() {
            scene.on(new DaemonEvent.Tick());
            scene.on(new DaemonEvent.ConnectionLost(1, "refused"));
            assertThat(only(Effect.Dial.class, scene.on(new DaemonEvent.DialRequested())))
                    .hasSize(1);
            assertThat(scene.state.connection().attempt()).isZero();
        }

        @Test
        void aConnectionOfTenSecondsResetsTheBackoff() {
            scene.on(new DaemonEvent.Tick());
            for (int failure = 0; failure < 8; failure++) {
                scene.on(new DaemonEvent.ConnectionLost(scene.link(), "refused"));
                scene.during(HeadConversation.REDIAL.cap());
            }
            scene.welcomed(7);
            scene.during(Duration.ofSeconds(10));
            scene.on(new DaemonEvent.ConnectionLost(scene.link(), "reset"));
            assertThat(only(Effect.Dial.class, scene.after(HeadConversation.REDIAL.first())))
                    .hasSize(1);
        }

        @Test
        void aHeadThatDropsConnectionsIsNotFlooded() {
            for (int time = 0; time < 8; time++) {
                scene.during(HeadConversation.REDIAL.cap());
                scene.welcomed(7);
                scene.on(new DaemonEvent.ConnectionLost(scene.link(), "reset"));
            }
            assertThat(only(Effect.Dial.class, scene.after(Duration.ofSeconds(4))))
                    .isEmpty();
        }

        @Test
        void theAttemptFailsWithoutAWelcomeWithinTenSeconds() {
            scene.on(new DaemonEvent.Tick());
            assertThat(only(Effect.Disconnect.class, scene.after(Duration.ofMillis(9_999))))
                    .isEmpty();
            assertThat(only(Effect.Disconnect.class, scene.after(Duration.ofMillis(1))))
                    .containsExactly(new Effect.Disconnect(1));
        }

        @Test
        void aStaleHeadIsIgnored() {
            scene.on(new DaemonEvent.Tick());
            List<Effect> effects = scene.welcomed(4);
            assertThat(only(Effect.Disconnect.class, effects)).hasSize(1);
            assertThat(reports(effects)).isEmpty();
            assertThat(only(Effect.RememberEpoch.class, effects)).isEmpty();
            assertThat(scene.state.connection()).isInstanceOf(ConnectionState.Offline.class);
        }

        @Test
        void theSameHeadAfterALostConnectionIsNotStale() {
            scene.on(new DaemonEvent.Tick());
            assertThat(only(Effect.RememberEpoch.class, scene.welcomed(5)))
                    .containsExactly(new Effect.RememberEpoch(5));
        }

        @Test
        void eventsOfAnEarlierConnectionAreIgnored() {
            scene.online();
            scene.on(new DaemonEvent.ConnectionLost(1, "reset"));
            scene.after(HeadConversation.REDIAL.first());
            scene.welcomed(7);
            assertThat(scene.link()).isEqualTo(2);
            assertThat(scene.on(new DaemonEvent.Superseded(1, "newer stream"))).isEmpty();
            assertThat(scene.on(new DaemonEvent.DesiredStateReceived(1, Scene.desired(9, Phase.STOP))))
                    .isEmpty();
            assertThat(scene.on(new DaemonEvent.ConnectionLost(1, "late"))).isEmpty();
            assertThat(scene.state.connection()).isInstanceOf(ConnectionState.Online.class);
        }
    }

    @Nested
    class Reporting {
        @Test
        void reportsAtOnceWhenWelcomed() {
            scene.on(new DaemonEvent.Tick());
            List<Effect.Report> reports = reports(scene.welcomed(7));
            assertThat(reports).hasSize(1);
            assertThat(reports.getFirst().facts()).as("the hello had them").isEmpty();
        }

        @Test
        void reportsAtTheIntervalOfTheHead() {
            scene.online();
            assertThat(reports(scene.during(Duration.ofSeconds(10)))).hasSize(5);
        }

        @Test
        void aNewSessionIsReportedAtOnceWhenObserved() {
            scene.online();
            scene.during(Duration.ofMillis(100));
            scene.setWork(session("s1"));
            List<Effect.Report> reports = reports(scene.after(Duration.ofSeconds(1)));
            assertThat(reports).hasSize(1);
            assertThat(reports.getFirst().report().work()).extracting("id").containsExactly("s1");
        }

        @Test
        void changedFactsAreReportedOnce() {
            scene.online();
            scene.setFacts(Scene.facts("renamed"));
            List<Effect.Report> reports = reports(scene.during(Duration.ofSeconds(6)));
            assertThat(reports).filteredOn(report -> report.facts().isPresent()).hasSize(1);
        }

        @Test
        void aDesiredStateIsAnsweredAtOnceWithItsVersion() {
            scene.online();
            List<Effect.Report> reports = reports(scene.receives(3, Phase.RUN));
            assertThat(reports).hasSize(1);
            assertThat(reports.getFirst().report().appliedVersion()).isEqualTo(3);
            assertThat(reports(scene.receives(3, Phase.RUN)))
                    .as("a repeat changes nothing")
                    .isEmpty();
        }

        @Test
        void sendsAtMostFiveReportsASecond() {
            scene.on(new DaemonEvent.Tick());
            scene.on(new DaemonEvent.Welcomed(
                    1, new dev.muster.core.node.Welcome(7, Scene.LEASE, Duration.ofMillis(1))));
            assertThat(reports(scene.during(Duration.ofSeconds(1)))).hasSize(5);
        }

        @Test
        void aSlowObservationIsRepeatedLessOften() {
            scene.online();
            scene.on(new DaemonEvent.MachineObserved(
                    List.of(), EngineObservation.NONE, Scene.FACTS, Duration.ofMillis(100)));
            assertThat(scene.state.observation().nextAt()).isEqualTo(scene.now.plusSeconds(5));
            scene.on(new DaemonEvent.MachineObserved(
                    List.of(), EngineObservation.NONE, Scene.FACTS, Duration.ofMinutes(1)));
            assertThat(scene.state.observation().nextAt()).isEqualTo(scene.now.plusSeconds(15));
        }
    }

    @Nested
    class Draining {
        @Test
        void isDrainedOnceNoWorkRuns() {
            scene.setWork(session("s1"));
            scene.online();
            assertThat(reports(scene.receives(2, Phase.DRAIN))
                            .getFirst()
                            .report()
                            .drained())
                    .isFalse();
            scene.setWork();
            assertThat(reports(scene.after(Duration.ofSeconds(1)))
                            .getLast()
                            .report()
                            .drained())
                    .isTrue();
        }

        @Test
        void anIdleNodeIsDrainedAtOnce() {
            scene.online();
            assertThat(reports(scene.receives(2, Phase.DRAIN))
                            .getFirst()
                            .report()
                            .drained())
                    .isTrue();
        }

        @Test
        void aDrainCanBeCancelled() {
            scene.online();
            scene.receives(2, Phase.DRAIN);
            assertThat(reports(scene.receives(3, Phase.RUN)).getFirst().report().drained())
                    .isFalse();
        }

        @Test
        void keepsDrainingWhenTheConnectionIsLost() {
            scene.online();
            scene.receives(2, Phase.DRAIN);
            scene.on(new DaemonEvent.ConnectionLost(1, "reset"));
            scene.during(Duration.ofSeconds(1));
            assertThat(reports(scene.welcomed(7)).getFirst().report().drained()).isTrue();
        }
    }

    @Nested
    class Stopping {
        @Test
        void endsAllWorkAndChecksTwiceBeforeItExits() {
            scene.online();
            assertThat(only(Effect.SignalWork.class, scene.receives(2, Phase.STOP)))
                    .containsExactly(new Effect.SignalWork(Effect.EndSignal.TERMINATE));
            assertThat(reports(scene.on(new DaemonEvent.WorkSignalled(0))))
                    .as("not reached yet")
                    .isEmpty();
            scene.after(Duration.ofMillis(100));
            List<Effect.Report> last = reports(scene.on(new DaemonEvent.WorkSignalled(0)));
            assertThat(last.getFirst().report().appliedVersion()).isEqualTo(2);
            assertThat(only(Effect.Exit.class, scene.after(Duration.ofMillis(300))))
                    .containsExactly(new Effect.Exit(Effect.ExitReason.STOPPED));
            assertThat(scene.state.hasEnded()).isTrue();
        }

        @Test
        void exitsAtOnceWhenTheHeadClosesAfterTheLastReport() {
            scene.online();
            scene.receives(2, Phase.STOP);
            scene.on(new DaemonEvent.WorkSignalled(0));
            scene.on(new DaemonEvent.WorkSignalled(0));
            assertThat(only(
                            Effect.Exit.class,
                            scene.on(new DaemonEvent.ConnectionLost(1, "the head ended the stream"))))
                    .hasSize(1);
        }

        @Test
        void aProcessThatAppearsBetweenTwoChecksIsFound() {
            scene.online();
            scene.receives(2, Phase.STOP);
            scene.on(new DaemonEvent.WorkSignalled(0));
            scene.on(new DaemonEvent.WorkSignalled(1));
            scene.on(new DaemonEvent.WorkSignalled(0));
            assertThat(scene.state.stop()).isInstanceOf(StopProgress.EndingWork.class);
        }

        @Test
        void killsRemainingWorkAfterTheGracePeriod() {
            scene.online();
            scene.receives(2, Phase.STOP);
            scene.during(Duration.ofMillis(9_990));
            assertThat(only(Effect.SignalWork.class, scene.all))
                    .doesNotContain(new Effect.SignalWork(Effect.EndSignal.KILL));
            assertThat(scene.during(Duration.ofMillis(200))).contains(new Effect.SignalWork(Effect.EndSignal.KILL));
        }

        @Test
        void exitsThoughAProcessCannotBeKilled() {
            scene.online();
            scene.receives(2, Phase.STOP);
            scene.now = scene.now.plus(Duration.ofSeconds(20));
            List<Effect> effects = scene.on(new DaemonEvent.WorkSignalled(1));
            assertThat(only(Effect.Log.class, effects))
                    .anyMatch(log -> log.message().contains("1 processes"));
            assertThat(only(Effect.Exit.class, scene.during(Duration.ofSeconds(1))))
                    .hasSize(1);
        }

        @Test
        void keepsStoppingWhenTheConnectionIsLost() {
            scene.online();
            scene.receives(2, Phase.STOP);
            scene.on(new DaemonEvent.ConnectionLost(1, "reset"));
            scene.on(new DaemonEvent.WorkSignalled(0));
            assertThat(only(Effect.Exit.class, scene.on(new DaemonEvent.WorkSignalled(0))))
                    .hasSize(1);
        }

        @Test
        void aStopCanBeCancelledWhileWorkEnds() {
            scene.online();
            scene.receives(2, Phase.STOP);
            scene.receives(3, Phase.RUN);
            assertThat(scene.state.stop()).isInstanceOf(StopProgress.NotStopping.class);
            assertThat(only(Effect.SignalWork.class, scene.during(Duration.ofSeconds(2))))
                    .isEmpty();
        }
    }

    @Nested
    class Superseded {
        @Test
        void exitsAtOnceWithoutEndingWork() {
            scene.setWork(session("s1"));
            scene.online();
            List<Effect> effects = scene.on(new DaemonEvent.Superseded(1, "incarnation 4 is connected"));
            assertThat(only(Effect.SignalWork.class, effects)).isEmpty();
            assertThat(effects).contains(new Effect.Exit(Effect.ExitReason.SUPERSEDED));
            assertThat(scene.after(Duration.ofDays(1))).isEmpty();
        }

        @Test
        void exitsEvenIfSupersededBeforeTheWelcome() {
            scene.on(new DaemonEvent.Tick());
            assertThat(scene.on(new DaemonEvent.Superseded(1, "closed")))
                    .contains(new Effect.Exit(Effect.ExitReason.SUPERSEDED));
        }
    }

    @Nested
    class CutOff {
        @Test
        void cutsOffOnceBeforeTheLeaseEnds() {
            scene.online();
            scene.on(new DaemonEvent.ConnectionLost(1, "reset"));
            assertThat(only(Effect.CutOff.class, scene.during(Duration.ofMillis(11_999))))
                    .isEmpty();
            assertThat(only(Effect.CutOff.class, scene.during(Duration.ofMillis(1))))
                    .hasSize(1);
            assertThat(only(Effect.CutOff.class, scene.during(Duration.ofMinutes(10))))
                    .isEmpty();
        }

        @Test
        void reportsThatItHasRejoined() {
            scene.online();
            scene.on(new DaemonEvent.ConnectionLost(1, "reset"));
            scene.during(Duration.ofMinutes(1));
            assertThat(only(Effect.Rejoined.class, scene.welcomed(8))).hasSize(1);
        }

        @Test
        void anOpenButQuietConnectionIsNoSilence() {
            scene.online();
            scene.during(Duration.ofHours(1));
            assertThat(only(Effect.CutOff.class, scene.all)).isEmpty();
        }
    }

    @Nested
    class Renewing {
        @Test
        void requestsARenewalWhenDueAndAgainEachMinute() {
            scene.online();
            scene.now = Scene.START.plus(Duration.ofDays(19)).minusSeconds(10);
            assertThat(reports(scene.during(Duration.ofSeconds(9)))).noneMatch(Effect.Report::renew);
            assertThat(reports(scene.during(Duration.ofSeconds(61))))
                    .filteredOn(Effect.Report::renew)
                    .hasSize(2);
        }

        @Test
        void aNewCertificateIsInstalledOnceAndEndsTheRequests() {
            scene.online();
            scene.now = Scene.START.plus(Duration.ofDays(20));
            DesiredState answer = new DesiredState(4, Phase.RUN, Resources.NONE, Map.of(), Optional.of("PEM"));
            assertThat(scene.on(new DaemonEvent.DesiredStateReceived(1, answer)))
                    .contains(new Effect.InstallCertificate("PEM"));
            assertThat(only(Effect.InstallCertificate.class, scene.on(new DaemonEvent.DesiredStateReceived(1, answer))))
                    .isEmpty();
            scene.on(new DaemonEvent.CertificateInstalled(Renewal.at(scene.now.plus(Duration.ofDays(19)))));
            assertThat(reports(scene.during(Duration.ofMinutes(5)))).noneMatch(Effect.Report::renew);
        }
    }
}
