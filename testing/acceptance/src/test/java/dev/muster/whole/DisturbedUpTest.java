package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Bad luck while a cluster comes up. */
@Tag("whole")
class DisturbedUpTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int INTERRUPTED_LIVES = 3;
    private static final int INTERRUPTS_IN_A_LIFE = 3;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void aPerson() throws Exception {
        sandbox = new Sandbox(folder);
    }

    @AfterEach
    void nothingStays() throws Exception {
        sandbox.close();
    }

    private void isWhole(String cluster, int workers) throws Exception {
        Wholeness wholeness = new Wholeness(sandbox, cluster);
        Patience.until("whole", SOON, () -> wholeness.complaints(workers));
    }

    private void downLeavesNothing() throws Exception {
        sandbox.cluster("down", "-y").expect(0);
        assertThat(sandbox.leftovers()).isEmpty();
    }

    /** Interrupted again and again at random moments, {@code up} in the end brings up one whole cluster; {@code down} takes all of it. */
    @Test
    void goesOnAfterCtrlCAtAnyMoment() throws Exception {
        long seed = Long.getLong("muster.whole.seed", System.nanoTime() % 1_000_000);
        System.out.println("interrupts with seed " + seed);
        Random random = new Random(seed);
        sandbox.config("interrupted", 1, 2);
        for (int life = 0; life < INTERRUPTED_LIVES; life++) {
            for (int times = 0; times < INTERRUPTS_IN_A_LIFE; times++) {
                interruptedUp(random.nextInt(4000));
            }
            if (random.nextBoolean()) {
                sandbox.cluster("up", "-y").expect(0);
                isWhole("interrupted", 1);
            }
            downLeavesNothing();
        }
    }

    private void interruptedUp(int afterMillis) throws Exception {
        Sandbox.Running up = sandbox.begin("up", "-y");
        Patience.faultAfter(Duration.ofMillis(afterMillis));
        up.signal("INT");
        Sandbox.Ended ended = up.await();
        System.out.println("  interrupted after " + afterMillis + " ms: " + ended.code());
        assertThat(ended.code()).as(ended.err()).isIn(0, 130);
        assertThat(ended.err()).doesNotContain("Exception", "\tat ");
    }

    /** It would create again what was removed. */
    @Test
    void downRefusesWhileAnUpRunsAndEndsItByForce() throws Exception {
        sandbox.config("held", 1, 2);
        Files.writeString(sandbox.file(), "setup_commands: [sleep 300]\n", StandardOpenOption.APPEND);
        Sandbox.Running up = sandbox.begin("up", "-y");
        Path step = sandbox.node("held", "head").resolve("steps");
        Patience.untilTrue("set-up of the head", SOON, () -> Files.isDirectory(step));

        Sandbox.Ended refused = sandbox.cluster("down", "-y");
        assertThat(refused.code()).as(refused.err()).isEqualTo(2);
        assertThat(refused.err()).contains("another 'up' of held is running", "cluster down ", " --force");

        sandbox.cluster("down", "-y", "--force").expect(0);
        assertThat(up.await().code()).isNotZero();
        downLeavesNothing();
    }

    @Test
    void twoAtOnceMakeOneCluster() throws Exception {
        sandbox.config("twice", 1, 2);
        Sandbox.Running one = sandbox.begin("up", "-y");
        Sandbox.Running other = sandbox.begin("up", "-y");
        Sandbox.Ended first = one.await();
        Sandbox.Ended second = other.await();
        assertThat(new int[] {first.code(), second.code()})
                .as(first.err() + second.err())
                .contains(0);
        isWhole("twice", 1);
        downLeavesNothing();
    }

    @Test
    void takesTheNextPortWhereItsOwnIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            sandbox.config("ports", 1, 2);
            sandbox.config(Files.readString(sandbox.file())
                    .replaceAll("head_port: [0-9]+", "head_port: " + taken.getLocalPort()));
            sandbox.cluster("up", "-y").expect(0);
            isWhole("ports", 1);
            assertThat(sandbox.status().path("head").asString()).doesNotEndWith(":" + taken.getLocalPort());
        }
        downLeavesNothing();
    }

    /** A head that comes back finds its port in other hands, and takes another: its nodes are set up again, or replaced. */
    @Test
    void healsWhereTheHeadsPortIsTakenWhileItIsAway() throws Exception {
        sandbox.with("MUSTER_TEST_LEASE_MILLIS", "4000").config("moved", 1, 2);
        sandbox.cluster("up", "-y").expect(0);
        String head = sandbox.status().path("head").asString();
        int port = Integer.parseInt(head.substring(head.lastIndexOf(':') + 1));
        sandbox.processes().of(Processes.Kind.HEAD, "head").forEach(Processes.One::kill);
        try (ServerSocket thief = new ServerSocket()) {
            thief.setReuseAddress(true);
            Patience.untilTrue("the port is taken", SOON, () -> isTaken(thief, port));
            isWhole("moved", 1);
            assertThat(sandbox.status().path("head").asString()).isNotEqualTo(head);
        }
        downLeavesNothing();
    }

    private static boolean isTaken(ServerSocket thief, int port) {
        try {
            thief.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void twoClustersLiveSideBySideAndEndAlone() throws Exception {
        sandbox.config("one", 1, 1);
        sandbox.cluster("up", "-y").expect(0);
        sandbox.cluster("up", "-y", "--cluster-name", "two").expect(0);
        assertThat(sandbox.cluster("list").expect(0).out()).contains("one", "two");
        sandbox.cluster("down", "-y", "-n", "two").expect(0);
        isWhole("one", 1);
        downLeavesNothing();
    }

    @Test
    void downTwiceIsNoMistakeAndStatusSaysThatNothingIsThere() throws Exception {
        sandbox.config("gone", 0, 1);
        sandbox.cluster("status").expect(1);
        sandbox.cluster("exec", "--", "true").expect(1);
        sandbox.cluster("down", "-y").expect(0);
        sandbox.cluster("up", "-y").expect(0);
        downLeavesNothing();
        assertThat(sandbox.cluster("down", "-y").expect(0).err()).contains("not up");
        sandbox.cluster("status").expect(1);
    }

    /** With nobody left to heal it, a cluster still ends without a trace. */
    @Test
    void downCleansUpAfterAHeadThatDied() throws Exception {
        sandbox.config("headless", 1, 2);
        sandbox.cluster("up", "-y").expect(0);
        Processes now = sandbox.processes();
        now.of(Processes.Kind.HEAD_WATCHDOG, "head").forEach(Processes.One::kill);
        now.of(Processes.Kind.DAEMON_WATCHDOG, "head").forEach(Processes.One::kill);
        now.of(Processes.Kind.HEAD, "head").forEach(Processes.One::kill);
        now.of(Processes.Kind.DAEMON, "head").forEach(Processes.One::kill);
        downLeavesNothing();
    }

    @Test
    void upRevivesAHeadThatDiedAndKeepsItsWorkers() throws Exception {
        sandbox.config("revived", 1, 2);
        sandbox.cluster("up", "-y").expect(0);
        Processes now = sandbox.processes();
        now.of(Processes.Kind.HEAD_WATCHDOG, "head").forEach(Processes.One::kill);
        now.of(Processes.Kind.DAEMON_WATCHDOG, "head").forEach(Processes.One::kill);
        now.of(Processes.Kind.HEAD, "head").forEach(Processes.One::kill);
        now.of(Processes.Kind.DAEMON, "head").forEach(Processes.One::kill);
        sandbox.cluster("status").expect(1);
        sandbox.cluster("up", "-y").expect(0);
        isWhole("revived", 1);
        assertThat(sandbox.machines("revived")).containsExactly("head", "worker-1");
        downLeavesNothing();
    }
}
