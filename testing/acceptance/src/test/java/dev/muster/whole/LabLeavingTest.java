package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Hosts that leave a cluster's file: everything of the cluster goes from them, and nothing goes from the hosts that stay. */
@Tag("whole")
class LabLeavingTest {
    private static final String CLUSTER = "leaving";
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Hosts 9 to 12 share one home. */
    private static final int[] SHARED = {9, 10, 11, 12};

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Lab lab;
    private Sandbox sandbox;

    @BeforeEach
    void hosts() throws Exception {
        lab = Lab.ready();
        sandbox = new Sandbox(folder).with("MUSTER_TEST_CONNECT_MILLIS", "6000");
    }

    @AfterEach
    void nothingStays() throws Exception {
        if (sandbox != null) {
            Lab.ready();
            sandbox.cluster("down", "-y", "--force");
            if (Files.exists(sandbox.folder().resolve("other.yaml"))) {
                sandbox.cluster("down", "-y", "--force", "other.yaml");
            }
            sandbox.close();
        }
    }

    @Test
    void oneOfFourHostsThatShareAHomeLeavesAndTheOthersKeepEverything() throws Exception {
        List<HostTraces> before = traces(SHARED);
        file(3, SHARED);
        sandbox.cluster("up", "-y").expect(0);
        String daemons = pids(9) + pids(10) + pids(11);
        String authorized = lab.on(9, "cat /root/.ssh/authorized_keys");
        file(2, 9, 10, 11);
        sandbox.cluster("up", "-y").expect(0);
        awaitLeft(9, 12);

        assertThat(pids(9) + pids(10) + pids(11)).isEqualTo(daemons);
        assertThat(pids(12)).isEmpty();
        assertThat(lab.disk(12).resolve("vartmp/muster-lease")).doesNotExist();
        assertThat(lab.on(9, "cat /root/.ssh/authorized_keys")).isEqualTo(authorized);
        assertThat(lab.on(9, "ls /root/.muster/" + CLUSTER).lines()).hasSize(3).contains("head");
        assertThat(lab.on(9, "ls /root/.muster/" + CLUSTER + "/head/control")).contains("state.db");
        assertThat(ready()).isEqualTo(3);

        sandbox.cluster("down", "-y").expect(0);
        areAsBefore(before);
    }

    @Test
    void takingAHostOverStopsNothingOnTheHostsThatShareItsHome() throws Exception {
        List<HostTraces> before = traces(5, 9, 10);
        file(1, 9, 10);
        sandbox.cluster("up", "-y").expect(0);
        String head = pids(9);
        Path other = sandbox.folder().resolve("other.yaml");
        Files.writeString(other, new LabFile(lab, "other").hosts(5, 10).min(1).text());
        sandbox.cluster("up", "-y", "other.yaml", "--take-over", lab.address(10))
                .expect(0);

        assertThat(pids(9)).isEqualTo(head);
        assertThat(lab.on(9, "ls /root/.muster/" + CLUSTER + "/head/run")).doesNotContain("stop");
        sandbox.cluster("down", "-y", "other.yaml").expect(0);
        sandbox.cluster("down", "-y").expect(0);
        areAsBefore(before);
    }

    @Test
    void aHostThatLeftTheFileJustBeforeDownIsClearedByDown() throws Exception {
        List<HostTraces> before = traces(5, 6, 7);
        file(2, 5, 6, 7);
        sandbox.cluster("up", "-y").expect(0);
        file(1, 5, 6);
        sandbox.cluster("up", "-y").expect(0);
        Sandbox.Ended down = sandbox.cluster("down", "-y").expect(0);

        assertThat(down.out()).contains(lab.address(7));
        areAsBefore(before);
    }

    @Test
    void aHostThatLeftTheFileAndDoesNotAnswerIsNamedUntilItIsClear() throws Exception {
        List<HostTraces> before = traces(5, 6, 7);
        file(2, 5, 6, 7);
        sandbox.cluster("up", "-y").expect(0);
        lab.cut(7);
        file(1, 5, 6);
        sandbox.cluster("up", "-y").expect(0);
        assertThat(sandbox.cluster("down", "-y").expect(5).out()).contains(lab.address(7), "unreachable");
        lab.heal(7);
        assertThat(sandbox.cluster("down", "-y").expect(0).out()).contains(lab.address(7));
        areAsBefore(before);
    }

    @Test
    void theHeadsKeyGoesFromAHostThatIsACloneOfOneThatStays() throws Exception {
        lab.on(6, HOME_OF_A_CLONE);
        lab.on(7, HOME_OF_A_CLONE);
        String identity = "stat -c %i.%W /root /root/.ssh";
        Patience.untilTrue("born in the same second", SOON, () -> {
            boolean same = lab.on(6, identity).equals(lab.on(7, identity));
            if (!same) {
                lab.on(6, "umount /root; " + HOME_OF_A_CLONE);
                lab.on(7, "umount /root; " + HOME_OF_A_CLONE);
            }
            return same;
        });
        try {
            theHeadsKeyGoesFromTheCloneAlone();
        } finally {
            lab.kill(6);
            lab.kill(7);
        }
    }

    private void theHeadsKeyGoesFromTheCloneAlone() throws Exception {
        file(2, 5, 6, 7);
        sandbox.cluster("up", "-y").expect(0);
        assertThat(lab.on(7, "cat /root/.ssh/authorized_keys")).contains(" muster ");
        String daemons = pids(5) + pids(6);
        file(1, 5, 6);
        sandbox.cluster("up", "-y").expect(0);
        awaitLeft(5, 7);

        assertThat(pids(5) + pids(6)).isEqualTo(daemons);
        assertThat(pids(7)).isEmpty();
        assertThat(ready()).isEqualTo(2);

        assertThat(lab.on(7, "cat /root/.ssh/authorized_keys")).doesNotContain(" muster ");
        assertThat(lab.on(6, "cat /root/.ssh/authorized_keys")).contains(" muster ");
        sandbox.cluster("down", "-y").expect(0);
        for (int clone : new int[] {6, 7}) {
            assertThat(lab.on(clone, "cat /root/.ssh/authorized_keys")).doesNotContain(" muster ");
            assertThat(lab.on(clone, "ls -A /root")).doesNotContain(".muster");
            assertThat(lab.disk(clone).resolve("vartmp/muster-lease")).doesNotExist();
            assertThat(pids(clone)).isEmpty();
        }
    }

    /** A file system of its own, so that its numbers are those of every other new one. */
    private static final String HOME_OF_A_CLONE =
            "cp /root/.ssh/authorized_keys /run/keys; mount -t tmpfs -o mode=700 tmpfs /root; "
                    + "mkdir -m 700 /root/.ssh; cat /run/keys >/root/.ssh/authorized_keys; chmod 600 /root/.ssh/authorized_keys";

    @Test
    void upTellsWhatToDoWhereTheClustersFolderWasDeleted() throws Exception {
        List<HostTraces> before = traces(5, 6);
        file(1, 5, 6);
        sandbox.cluster("up", "-y").expect(0);
        lab.on(5, "rm -rf /root/.muster/" + CLUSTER);

        Sandbox.Ended up = sandbox.cluster("up", "-y");
        assertThat(up.code()).as(up.err()).isEqualTo(4);
        assertThat(up.err())
                .contains("/root/.muster/" + CLUSTER + "/head is gone", "'cluster down " + sandbox.file() + "'");
        sandbox.cluster("down", "-y").expect(0);
        areAsBefore(before);
    }

    @Test
    void workersThatWereStoppedStayStoppedAndADeadHeadIsAnError() throws Exception {
        file(2, 5, 6, 7);
        sandbox.cluster("up", "-y").expect(0);
        Sandbox.Ended down = sandbox.cluster("down", "-y", "--workers-only").expect(0);
        assertThat(down.out()).contains("keeps head", "2 workers are gone", lab.address(6), lab.address(7));
        long launches = launches();
        String head = pids(5);
        lab.on(5, "kill -9 $(cat /root/.muster/" + CLUSTER + "/head/run/head.pid | cut -d' ' -f1)");
        Patience.untilTrue(
                "the head is back",
                SOON,
                () -> !pids(5).equals(head) && sandbox.cluster("status").code() == 0);
        assertThat(launches()).as("also by the next head").isEqualTo(launches);
        assertThat(ready()).isEqualTo(1);

        sandbox.cluster("up", "-y").expect(0);
        assertThat(ready()).isEqualTo(3);
        lab.on(5, "kill -9 $(grep -lsz ^MUSTER_NODE= /proc/[0-9]*/environ | cut -d/ -f3)");
        String daemons = pids(6);
        Sandbox.Ended refused = sandbox.cluster("down", "-y", "--workers-only");
        assertThat(refused.code()).as(refused.err()).isNotZero();
        assertThat(refused.err()).contains("the head of 'leaving' does not run", "run 'cluster up", "or 'cluster down");
        assertThat(pids(6)).isEqualTo(daemons);
    }

    private long launches() throws Exception {
        return new HeadState(lab.disk(5).resolve("home/.muster/" + CLUSTER + "/head/control/state.db"))
                .journal().stream()
                        .filter(line -> line.is("decision", "launch"))
                        .count();
    }

    @Test
    void aHeadThatMovesToAnotherHostIsAdopted() throws Exception {
        List<HostTraces> before = traces(5, 6);
        file(1, 5, 6);
        sandbox.cluster("up", "-y").expect(0);
        file(1, 6, 5);

        assertThat(sandbox.cluster("up", "-y").expect(2).err()).contains("--adopt");
        assertThat(sandbox.cluster("plan", "--adopt").expect(0).out()).contains("the head moves from ");
        sandbox.cluster("up", "-y", "--adopt").expect(0);
        assertThat(sandbox.status().path("nodes").get(0).path("host").asString())
                .isEqualTo(lab.address(6));
        sandbox.cluster("down", "-y").expect(0);
        areAsBefore(before);
    }

    private void file(int min, int... hosts) throws Exception {
        sandbox.config(new LabFile(lab, CLUSTER).hosts(hosts).min(min).text());
    }

    private List<HostTraces> traces(int... hosts) throws Exception {
        List<HostTraces> all = new ArrayList<>();
        for (int host : hosts) {
            all.add(lab.traces(host));
        }
        return all;
    }

    private void areAsBefore(List<HostTraces> before) throws Exception {
        Patience.until("as before", Duration.ofSeconds(5), () -> {
            List<String> wrong = new ArrayList<>();
            for (HostTraces then : before) {
                wrong.addAll(lab.traces(then.host()).differences(then));
            }
            return wrong;
        });
    }

    /** The head says so in its notes about its hosts. */
    private void awaitLeft(int head, int host) throws Exception {
        Path probes = lab.disk(head).resolve("home/.muster/" + CLUSTER + "/head/control/head-probes");
        Patience.until("the head has left it", SOON, () -> {
            String text = Files.exists(probes) ? Files.readString(probes) : "";
            boolean left = text.lines().anyMatch(line -> line.contains(lab.address(host)) && line.contains("LEFT"));
            return left ? List.of() : List.of(probes + ": " + text);
        });
    }

    /** Of the cluster's processes there. */
    private String pids(int host) throws Exception {
        return lab.on(host, "grep -lsz ^MUSTER_NODE= /proc/[0-9]*/environ | cut -d/ -f3 | sort -n | tr '\\n' ' '");
    }

    private long ready() throws Exception {
        long count = 0;
        for (JsonNode node : sandbox.status().path("nodes")) {
            count += node.path("state").asString().equals("ready") ? 1 : 0;
        }
        return count;
    }
}
