package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole life of a cluster on real hosts, in the order in which an operator lives it. Afterwards nobody can tell that it was there. */
@Tag("whole")
class LabLifeTest {
    private static final String CLUSTER = "life";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Lab lab;
    private Sandbox sandbox;
    private long since = System.nanoTime();

    @BeforeEach
    void hosts() throws Exception {
        lab = Lab.ready();
        sandbox = new Sandbox(folder);
    }

    /** Also where the test failed half way: the next one gets clean hosts. */
    @AfterEach
    void nothingStays() throws Exception {
        if (sandbox != null) {
            sandbox.cluster("down", "-y", "--force");
            sandbox.close();
        }
    }

    @Test
    void theWholeLifeLeavesNothing() throws Exception {
        List<HostTraces> before = traces();
        file(2, 1, 2, 5);
        said("check", () -> aCheckFindsNothingAndTouchesNothing(before));
        said("dry run", () -> aDryRunTouchesNothing(before));
        said("up", this::upMakesIt);
        said("up again", this::aSecondUpDoesNothing);
        said("add a host", this::aHostMoreTouchesOnlyThatHost);
        said("exec", this::execReachesEveryHostAndEndsWithCtrlC);
        said("attach", this::attachIsATerminalOfTheHost);
        said("burst", this::aBurstGrowsAndShrinks);
        said("kill a host", this::aHostThatDiesIsReplacedFromThePool);
        said("boot it", this::theHostThatComesBackIsCleanAndFree);
        said("power-cycle the head", this::aHeadThatWasPowerCycledKeepsItsWorkers);
        said("down", () -> downLeavesNoTrace(before));
    }

    private void said(String step, Step body) throws Exception {
        body.run();
        long now = System.nanoTime();
        System.out.printf("  %s: %.1f s%n", step, (now - since) / 1e9);
        since = now;
    }

    private interface Step {
        void run() throws Exception;
    }

    private List<HostTraces> traces() throws Exception {
        List<HostTraces> all = new ArrayList<>();
        for (int host = 1; host <= Lab.FEW; host++) {
            all.add(lab.traces(host));
        }
        return all;
    }

    /** The cluster's own: the shell around a command that has just ended may still be there. */
    private List<List<String>> processes() throws Exception {
        List<List<String>> all = new ArrayList<>();
        for (int host = 1; host <= Lab.FEW; host++) {
            all.add(lab.processes(host).stream()
                    .filter(line -> line.matches("(sh )?/\\S+/\\.muster/.*"))
                    .toList());
        }
        return all;
    }

    private List<String> differences(List<HostTraces> before) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (HostTraces then : before) {
            wrong.addAll(lab.traces(then.host()).differences(then));
        }
        return wrong;
    }

    private void file(int min, int... hosts) throws Exception {
        sandbox.config(new LabFile(lab, CLUSTER).hosts(hosts).min(min).text());
    }

    private void aCheckFindsNothingAndTouchesNothing(List<HostTraces> before) throws Exception {
        sandbox.cluster("check").expect(0);
        Patience.until("as before", SOON, () -> differences(before));
    }

    private void aDryRunTouchesNothing(List<HostTraces> before) throws Exception {
        assertThat(sandbox.cluster("up", "--dry-run").expect(0).out()).contains("create");
        Patience.until("as before", SOON, () -> differences(before));
        assertThat(sandbox.cluster("down", "-y").expect(0).err()).contains("not up");
    }

    private void upMakesIt() throws Exception {
        sandbox.cluster("up", "-y").expect(0);
        isReadyOn(1, 2, 5);
    }

    private void aSecondUpDoesNothing() throws Exception {
        TreeMap<Integer, Long> logins = logins();
        List<List<String>> running = processes();
        assertThat(sandbox.cluster("up", "-y").expect(0).err()).contains("nothing to do");
        assertThat(loginsSince(logins)).isSubsetOf(1);
        assertThat(running.stream().mapToInt(List::size).sum())
                .as("two of the head's, a daemon on each host, each with its watchdog")
                .isEqualTo(8);
        assertThat(processes()).isEqualTo(running);
    }

    private void aHostMoreTouchesOnlyThatHost() throws Exception {
        TreeMap<Integer, Long> logins = logins();
        file(3, 1, 2, 5, 6);
        sandbox.cluster("up", "-y").expect(0);
        isReadyOn(1, 2, 5, 6);
        assertThat(loginsSince(logins)).isSubsetOf(1, 6).contains(6);
    }

    private void execReachesEveryHostAndEndsWithCtrlC() throws Exception {
        String hosts =
                sandbox.cluster("exec", "--all", "--", "hostname").expect(0).out();
        assertThat(hosts.lines().map(line -> line.substring(line.lastIndexOf(' ') + 1)))
                .containsExactlyInAnyOrder("lab1", "lab2", "lab5", "lab6");
        Sandbox.Running running = sandbox.begin("exec", "--all", "--", "sh", "-c", "sleep 3600 & wait");
        Patience.untilTrue("it runs", SOON, () -> sleepers() == 4);
        running.signal("INT");
        assertThat(running.await().code()).isEqualTo(130);
        Patience.untilTrue("it has ended", SOON, () -> sleepers() == 0);
    }

    /** Its size and its changes, Ctrl-C for the host's program alone, the code of the shell, the operator's terminal as it was. */
    private void attachIsATerminalOfTheHost() throws Exception {
        // An operator's shell remembers what was typed, which is no trace of Muster's. Quotes part the words whose echo
        // is not
        // to be taken for their output.
        Play play = Play.of(folder, "attach", """
                size 31 97
                expect #
                type unset HISTFILE\\r
                type echo si''ze $(stty size)\\r
                expect size 31 97
                size 20 60
                pause 1
                type echo si''ze $(stty size)\\r
                expect size 20 60
                type echo be''gun; sleep 3599\\r
                expect begun
                pause 0.5
                type \\x03
                expect ^C
                type echo ali''ve\\r
                expect alive
                type exit 7\\r
                """);
        Sandbox.Ended ended = sandbox.under(play.program(), "attach");
        assertThat(ended.out() + ended.err()).isEqualTo("code 7, " + Play.RESTORED);
    }

    private long sleepers() throws Exception {
        long count = 0;
        for (int host = 1; host <= Lab.FEW; host++) {
            count += lab.processes(host).stream().filter("sleep 3600"::equals).count();
        }
        return count;
    }

    /** Host 3 is spare, and shares its home with host 2. */
    private void aBurstGrowsAndShrinks() throws Exception {
        file(3, 1, 2, 5, 6, 3);
        sandbox.cluster("up", "-y").expect(0);
        sandbox.cluster("request", "--cpus", "4").expect(0);
        isReadyOn(1, 2, 3, 5, 6);
        wasDecidedAtOnce();
        sandbox.cluster("request", "--clear").expect(0);
        Patience.untilTrue("shrunk to the minimum", SOON, () -> readyHosts().size() == 4);
        isWholeAndAllReady(4);
    }

    /** Within a second of the demand, by the head's own journal. */
    private void wasDecidedAtOnce() throws Exception {
        List<HeadState.Line> journal =
                new HeadState(lab.disk(1).resolve("home/.muster/" + CLUSTER + "/head/control/state.db")).journal();
        Instant asked = journal.stream()
                .filter(line -> line.is("request", "requested"))
                .toList()
                .getLast()
                .at();
        List<HeadState.Line> launches = journal.stream()
                .filter(line -> line.is("decision", "launch") && !line.at().isBefore(asked))
                .toList();
        assertThat(launches).as("decisions since the demand").hasSize(1);
        assertThat(Duration.between(asked, launches.getFirst().at()))
                .as("from demand to decision")
                .isLessThan(Patience.scaled(Duration.ofSeconds(1)));
    }

    private void aHostThatDiesIsReplacedFromThePool() throws Exception {
        List<String> keys = keys();
        int victim = readyHosts().contains(lab.address(6)) ? 6 : 5;
        String key = keyOn(victim);
        Set<String> expected = new TreeSet<>(readyHosts());
        Set<String> pool = new TreeSet<>();
        for (int host : new int[] {2, 3, 5, 6}) {
            pool.add(lab.address(host));
        }
        pool.removeAll(expected);
        expected.remove(lab.address(victim));
        expected.addAll(pool);
        lab.kill(victim);
        Patience.untilTrue("replaced", SOON, () -> readyHosts().equals(expected));
        assertThat(keys()).as("never used again").doesNotContain(key).containsAll(without(keys, key));
        killed = victim;
    }

    private int killed;

    private static List<String> without(List<String> keys, String key) {
        return keys.stream().filter(it -> !it.equals(key)).toList();
    }

    private void theHostThatComesBackIsCleanAndFree() throws Exception {
        lab.boot(killed);
        Patience.untilTrue(
                "free again", SOON, () -> poolState(lab.address(killed)).equals("free"));
        assertThat(lab.disk(killed).resolve("vartmp/muster-lease")).doesNotExist();
        isWholeAndAllReady(4);
    }

    private void aHeadThatWasPowerCycledKeepsItsWorkers() throws Exception {
        List<String> keys = keys();
        lab.kill(1);
        lab.boot(1);
        assertThat(sandbox.cluster("status").expect(1).err())
                .contains("does not run on " + lab.address(1), "to start it again");
        sandbox.cluster("up", "-y").expect(0);
        isWholeAndAllReady(4);
        assertThat(keys()).containsExactlyInAnyOrderElementsOf(keys);
    }

    private void downLeavesNoTrace(List<HostTraces> before) throws Exception {
        sandbox.cluster("down", "-y").expect(0);
        assertThat(sandbox.leftovers()).isEmpty();
        Patience.until("as before", Duration.ofSeconds(5), () -> differences(before));
        sandbox.cluster("status").expect(1);
    }

    private void isReadyOn(int... hosts) throws Exception {
        Set<String> expected = new TreeSet<>();
        for (int host : hosts) {
            expected.add(lab.address(host));
        }
        Patience.until(
                "ready",
                SOON,
                () -> readyHosts().equals(expected)
                        ? List.of()
                        : List.of("ready are " + readyHosts() + ", wanted " + expected));
    }

    private void isWholeAndAllReady(int nodes) throws Exception {
        Patience.until("whole", SOON, () -> {
            JsonNode status = sandbox.status();
            boolean whole = status.path("state").asString().equals("ready")
                    && status.path("nodes").size() == nodes
                    && readyHosts().size() == nodes;
            return whole ? List.of() : List.of(status.toString());
        });
    }

    private Set<String> readyHosts() throws Exception {
        Set<String> hosts = new TreeSet<>();
        for (JsonNode node : sandbox.status().path("nodes")) {
            if (node.path("state").asString().equals("ready")) {
                hosts.add(node.path("host").asString());
            }
        }
        return hosts;
    }

    private List<String> keys() throws Exception {
        List<String> keys = new ArrayList<>();
        sandbox.status().path("nodes").forEach(node -> {
            if (node.path("state").asString().equals("ready")) {
                keys.add(node.path("name").asString());
            }
        });
        return keys;
    }

    private String keyOn(int host) throws Exception {
        for (JsonNode node : sandbox.status().path("nodes")) {
            if (node.path("host").asString().equals(lab.address(host))) {
                return node.path("name").asString();
            }
        }
        throw new AssertionError("no node on host " + host);
    }

    private String poolState(String host) throws Exception {
        for (JsonNode row : sandbox.status().path("pool")) {
            if (row.path("host").asString().equals(host)) {
                return row.path("state").asString();
            }
        }
        return "";
    }

    private TreeMap<Integer, Long> logins() throws Exception {
        TreeMap<Integer, Long> all = new TreeMap<>();
        for (int host = 1; host <= Lab.FEW; host++) {
            all.put(host, lab.logins(host));
        }
        return all;
    }

    /** @return hosts that somebody has logged in to since */
    private List<Integer> loginsSince(TreeMap<Integer, Long> then) throws Exception {
        TreeMap<Integer, Long> now = logins();
        return now.keySet().stream()
                .filter(host -> !now.get(host).equals(then.get(host)))
                .toList();
    }
}
