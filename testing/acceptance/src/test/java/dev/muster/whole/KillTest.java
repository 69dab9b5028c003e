package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.whole.Processes.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills (-9) what keeps a cluster alive, at random moments while it grows and drains, and between decision and deed; nobody helps it. A run is repeated
 * with {@code -Dmuster.whole.seed=N}; {@code -Dmuster.whole.kills=N} makes it longer.
 */
@Tag("whole")
class KillTest {
    private static final String CLUSTER = "unkillable";
    private static final int MIN = 1;
    private static final int MAX = 4;
    private static final int KILLS = Integer.getInteger("muster.whole.kills", 30);
    private static final int KILLS_IN_A_ROUND = 4;
    private static final Duration TO_HEAL = Duration.ofSeconds(90);

    /** Leaves a trace of two that run at once. */
    private static final String SETUP = """
            setup_commands: ['echo begin $$ >>~/setup.log; sleep 0.4; echo end $$ >>~/setup.log']
            """;

    private final long seed = Long.getLong("muster.whole.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);
    private final List<String> story = new ArrayList<>(List.of("seed " + seed));

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Sandbox sandbox;
    private int kills;
    private boolean pairOnHeadKilled;

    @BeforeEach
    void aCluster() throws Exception {
        sandbox = new Sandbox(folder)
                .with("MUSTER_TEST_LEASE_MILLIS", "4000")
                .with("MUSTER_TEST_PAUSE_MILLIS", "150")
                .with("MUSTER_TEST_WATCHDOG_SECOND", "20")
                .config(CLUSTER, MIN, MAX);
        sandbox.config(Files.readString(sandbox.file()) + SETUP);
        sandbox.cluster("up", "-y").expect(0);
    }

    @AfterEach
    void nothingStays() throws Exception {
        System.out.println(String.join("\n  ", story));
        sandbox.close();
    }

    @Test
    void isWholeAgainAfterEveryKill() throws Exception {
        int round = 0;
        while (kills < KILLS) {
            round(++round);
        }
        story.add(kills + " kills in " + round + " rounds");
        sandbox.cluster("down", "-y").expect(0);
        assertThat(sandbox.leftovers()).isEmpty();
    }

    private void round(int number) throws Exception {
        pairOnHeadKilled = false;
        int wanted = MIN + random.nextInt(MAX - MIN + 1);
        say("round " + number + ": " + wanted + " workers");
        request(wanted);
        Sandbox.Running drain = sandbox.begin("drain", anyWorker());
        if (number % 2 == 0) {
            betweenJournalAndProvider();
        }
        for (int kill = 0; kill < KILLS_IN_A_ROUND; kill++) {
            Patience.faultAfter(Duration.ofMillis(random.nextInt(1500)));
            kill();
        }
        say("the drain ended with " + drain.await().code());
        Instant begun = Instant.now();
        Wholeness wholeness = new Wholeness(sandbox, CLUSTER);
        try {
            Patience.until("whole again", TO_HEAL, () -> wholeness.complaints(Math.max(MIN, wanted)));
        } catch (AssertionError e) {
            story.addAll(sandbox.head(CLUSTER).lines());
            throw e;
        }
        say("whole again after " + Duration.between(begun, Instant.now()).toMillis() + " ms");
        assertThat(sandbox.head(CLUSTER).keysLaunched()).doesNotHaveDuplicates();
        for (String machine : sandbox.machines(CLUSTER)) {
            assertThat(setUpsAtOnce(machine)).as("set-ups of %s", machine).isEmpty();
        }
    }

    private List<String> setUpsAtOnce(String machine) throws Exception {
        List<String> wrong = new ArrayList<>();
        String before = "";
        for (String line : Files.readAllLines(sandbox.node(CLUSTER, machine).resolve("home/setup.log"))) {
            if (line.startsWith("end ") && !before.equals(line.replace("end", "begin"))) {
                wrong.add(line + " after " + before);
            }
            before = line;
        }
        return wrong;
    }

    /** Repeated until it is acknowledged, as an operator would; what is acknowledged must hold. */
    private void request(int workers) throws Exception {
        Patience.untilTrue(
                "the request is taken",
                TO_HEAL,
                () -> sandbox.cluster("request", "{\"CPU\": 1}", "--count", Integer.toString(workers))
                                .code()
                        == 0);
    }

    private String anyWorker() throws Exception {
        List<HeadState.Node> workers = sandbox.head(CLUSTER).open().stream()
                .filter(node -> !node.isHead())
                .toList();
        return workers.get(random.nextInt(workers.size())).key();
    }

    /** The decision stands in the state, and the provider was not asked yet: the pause of the fault point is longer than this look. */
    private void betweenJournalAndProvider() throws Exception {
        boolean isDecided = Patience.caught(
                Duration.ofSeconds(3),
                () -> sandbox.head(CLUSTER).open().stream()
                        .anyMatch(node -> node.state().equals("stopping")
                                || node.state().equals("requested") && !node.hasMachine()));
        if (isDecided) {
            kill("the head, between journal and provider", sandbox.processes().of(Kind.HEAD, "head"));
        }
    }

    private void kill() {
        Processes now = sandbox.processes();
        List<Processes.One> daemons =
                now.all().stream().filter(one -> one.kind() == Kind.DAEMON).toList();
        switch (random.nextInt(4)) {
            case 0 -> kill("the head", now.of(Kind.HEAD, "head"));
            case 1 -> {
                if (!daemons.isEmpty()) {
                    Processes.One daemon = daemons.get(random.nextInt(daemons.size()));
                    kill("the daemon of " + daemon.node(), List.of(daemon));
                }
            }
            case 2 -> {
                if (!daemons.isEmpty()) {
                    pair(now, Kind.DAEMON_WATCHDOG, daemons.get(random.nextInt(daemons.size())));
                }
            }
            default -> now.of(Kind.HEAD, "head").forEach(head -> pair(now, Kind.HEAD_WATCHDOG, head));
        }
    }

    /** On the head's node one pair revives the other: with both gone at once only {@code up} helps, as after a reboot. */
    private void pair(Processes now, Kind watchdog, Processes.One program) {
        if (program.node().equals("head")) {
            if (pairOnHeadKilled) {
                return;
            }
            pairOnHeadKilled = true;
        }
        List<Processes.One> both = new ArrayList<>(now.of(watchdog, program.node()));
        both.add(program);
        kill("watchdog and " + program.kind() + " of " + program.node(), both);
    }

    private void kill(String what, List<Processes.One> victims) {
        if (!victims.isEmpty()) {
            victims.forEach(Processes.One::kill);
            kills++;
            say("  kill " + kills + ": " + what);
        }
    }

    private void say(String line) {
        story.add(Instant.now().toEpochMilli() % 1_000_000 / 1000.0 + " " + line);
    }
}
