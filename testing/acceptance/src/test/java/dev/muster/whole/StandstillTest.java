package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.whole.HeadState.Node;
import dev.muster.whole.Processes.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A head that hears nobody for a while keeps its nodes, and the sessions on them: one that stands still, and one whose port is flooded. With {@code
 * -Dmuster.whole.standstill=9,10.5,60} the head with the real lease stands still for so many seconds, one time after the other.
 */
@Tag("whole")
class StandstillTest {
    private static final String CLUSTER = "standstill";
    private static final int WORKERS = 4;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration SHORT_LEASE = Duration.ofSeconds(4);
    private static final Duration SOME_TURNS = Duration.ofSeconds(3);
    private static final Duration FLOOD = Duration.ofSeconds(Integer.getInteger("muster.whole.flood", 15));
    private static final String STANDSTILLS = System.getProperty("muster.whole.standstill", "12");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Sandbox sandbox;
    private final List<Sandbox.Running> sessions = new ArrayList<>();
    private List<Node> before = List.of();

    private void clusterWithASessionOnEachWorker() throws Exception {
        sandbox.config(CLUSTER, WORKERS, WORKERS).cluster("up", "-y").expect(0);
        Patience.untilTrue("all are ready", SOON, () -> workers().size() == WORKERS);
        before = workers();
        for (Node worker : before) {
            sessions.add(sandbox.begin("exec", "--node", worker.key(), "--", "sleep", "3600"));
        }
        Patience.untilTrue("the sessions run", SOON, () -> sleepers() == WORKERS);
    }

    @AfterEach
    void end() throws Exception {
        for (Sandbox.Running session : sessions) {
            session.signal("INT");
            session.await();
        }
        sandbox.close();
    }

    private List<Node> workers() throws Exception {
        return sandbox.head(CLUSTER).open().stream()
                .filter(node -> !node.isHead() && node.state().equals("ready"))
                .toList();
    }

    private long sleepers() {
        return sandbox.processes().all().stream()
                .filter(one -> one.command().equals("sleep 3600"))
                .count();
    }

    private boolean isAnyoneGone() throws Exception {
        return !workers().equals(before);
    }

    private void theSameNodesStayAndTheirSessionsRun(Duration lease) throws Exception {
        Patience.untilTrue("the head hears all of them", SOON, () -> !isAnyoneGone());
        assertThat(Patience.comes(lease.plus(SOME_TURNS), this::isAnyoneGone))
                .as("journal:%n%s", String.join("\n", sandbox.head(CLUSTER).lines()))
                .isFalse();
        assertThat(sessions).allMatch(Sandbox.Running::isAlive);
        assertThat(sleepers()).isEqualTo(WORKERS);
        assertThat(sandbox.head(CLUSTER).keysLaunched()).hasSize(WORKERS);
    }

    private void headStandsStill(Duration pause) throws Exception {
        long head = sandbox.processes().of(Kind.HEAD, "head").getFirst().pid();
        signal(head, "STOP");
        Patience.faultAfter(pause);
        signal(head, "CONT");
    }

    private static void signal(long process, String name) throws Exception {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process))
                .start()
                .waitFor();
        assertThat(code).as("kill -%s", name).isZero();
    }

    @Test
    void standsStillForAboutAShortLease() throws Exception {
        sandbox = new Sandbox(folder).with("MUSTER_TEST_LEASE_MILLIS", Long.toString(SHORT_LEASE.toMillis()));
        clusterWithASessionOnEachWorker();
        for (long millis : new long[] {3_600, 4_200, 4_800, 6_000}) {
            headStandsStill(Duration.ofMillis(millis));
            theSameNodesStayAndTheirSessionsRun(SHORT_LEASE);
        }
    }

    @Test
    void standsStillAndIsFloodedWithTheRealLease() throws Exception {
        sandbox = new Sandbox(folder);
        clusterWithASessionOnEachWorker();
        for (Duration pause : standstills()) {
            headStandsStill(pause);
            theSameNodesStayAndTheirSessionsRun(LEASE);
        }
        floods();
        theSameNodesStayAndTheirSessionsRun(LEASE);
    }

    private static List<Duration> standstills() {
        return Stream.of(STANDSTILLS.split(","))
                .map(seconds -> Duration.ofMillis((long) (1_000 * Double.parseDouble(seconds))))
                .toList();
    }

    /** Status is asked in each fifth of the time, and answers while the flood goes on. */
    private void floods() throws Exception {
        try (HalfOpenFlood flood = new HalfOpenFlood(port(), 2_500, 150)) {
            for (int part = 0; part < 5; part++) {
                Sandbox.Running status = sandbox.begin("status");
                assertThat(Patience.comes(FLOOD.dividedBy(5), () -> isAnyoneGoneAfterASweep(flood)))
                        .as(
                                "journal:%n%s",
                                String.join("\n", sandbox.head(CLUSTER).lines()))
                        .isFalse();
                Patience.untilTrue("status has answered", SOON, () -> {
                    flood.sweep();
                    return !status.isAlive();
                });
                status.await().expect(0);
            }
            assertThat(flood.opened()).isGreaterThan(2_500);
        }
    }

    private boolean isAnyoneGoneAfterASweep(HalfOpenFlood flood) throws Exception {
        flood.sweep();
        return isAnyoneGone();
    }

    private int port() throws Exception {
        Matcher port = Pattern.compile("head_port: (\\d+)").matcher(Files.readString(sandbox.file()));
        assertThat(port.find()).isTrue();
        return Integer.parseInt(port.group(1));
    }
}
