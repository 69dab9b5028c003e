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

/** What happens to people in the middle of things: Ctrl-C, pulled cables, dead heads, each other's clusters. In the end every host is as it was. */
@Tag("whole")
class LabAccidentsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Lab lab;
    private Sandbox sandbox;
    private final List<HostTraces> before = new ArrayList<>();

    @BeforeEach
    void hosts() throws Exception {
        lab = Lab.ready();
        sandbox = new Sandbox(folder).with("MUSTER_TEST_CONNECT_MILLIS", "6000");
        for (int host = 1; host <= Lab.FEW; host++) {
            before.add(lab.traces(host));
        }
    }

    @AfterEach
    void nothingStays() throws Exception {
        if (sandbox != null) {
            Lab.ready();
            quietShell();
            sandbox.cluster("down", "-y", "--force");
            sandbox.cluster("down", "-y", "--force", "other.yaml");
            sandbox.close();
        }
    }

    private void everyHostIsAsItWas() throws Exception {
        Patience.until("as before", Duration.ofSeconds(15), () -> {
            List<String> wrong = new ArrayList<>();
            for (HostTraces then : before) {
                wrong.addAll(lab.traces(then.host()).differences(then));
            }
            return wrong;
        });
    }

    private void file(int min, int... hosts) throws Exception {
        sandbox.config(new LabFile(lab, "accidents").hosts(hosts).min(min).text());
    }

    /** The cable is pulled while the bundle is on its way: at the second {@code up} the host takes part. */
    @Test
    void interruptedAndCutOffInTheMiddleUpGoesOnAndDownFinishesLater() throws Exception {
        file(2, 1, 5, 6);
        aSetUpThatHangsIsNamedWhenTheTimeIsOver();
        for (int millis : new int[] {700, 2500}) {
            Sandbox.Running up = sandbox.begin("up", "-y");
            Patience.faultAfter(Duration.ofMillis(millis));
            up.signal("INT");
            Sandbox.Ended ended = up.await();
            assertThat(ended.code()).as(ended.err()).isIn(0, 130);
            assertThat(ended.err()).doesNotContain("Exception", "\tat ");
        }
        sandbox.cluster("down", "-y").expect(0);
        everyHostIsAsItWas();

        Sandbox.Running up = sandbox.begin("up", "-y");
        Patience.untilTrue("the bundle is on its way", SOON, () -> isArriving(5));
        lab.cut(5);
        Patience.faultAfter(Duration.ofSeconds(3));
        lab.heal(5);
        Sandbox.Ended ended = up.await();
        assertThat(ended.code()).as(ended.err()).isIn(0, 5);
        sandbox.cluster("up", "-y").expect(0);
        assertThat(ready()).isEqualTo(3);

        lab.cut(6);
        long began = System.nanoTime();
        Sandbox.Ended down = sandbox.cluster("down", "-y");
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("the head tries for minutes to reach it; nobody waits for that")
                .isLessThan(SOON);
        assertThat(down.code()).as(down.err()).isEqualTo(5);
        assertThat(down.err() + down.out())
                .contains(lab.address(6), "unreachable")
                .doesNotContain("\tat ");
        lab.heal(6);
        sandbox.cluster("down", "-y").expect(0);
        everyHostIsAsItWas();
    }

    /** What hangs goes with {@code down}. */
    private void aSetUpThatHangsIsNamedWhenTheTimeIsOver() throws Exception {
        String good = Files.readString(sandbox.file());
        sandbox.config(good + "setup_commands: ['[ $(hostname) != lab6 ] || sleep 3600']\n");
        Sandbox.Ended up = sandbox.cluster("up", "-y", "--timeout", "15s");
        assertThat(up.code()).as(up.err()).isEqualTo(4);
        assertThat(up.out()).contains("(" + lab.address(6) + "): not ready yet: setup", "--step setup");
        assertThat(lab.processes(6)).contains("sleep 3600");
        sandbox.config(good);
    }

    private boolean isArriving(int host) throws Exception {
        Path bundles = lab.disk(host).resolve("home/.muster/bundles");
        if (!Files.isDirectory(bundles)) {
            return false;
        }
        try (var entries = Files.list(bundles)) {
            return entries.anyMatch(entry -> entry.getFileName().toString().startsWith(".in-"));
        }
    }

    private int ready() throws Exception {
        int count = 0;
        for (JsonNode node : sandbox.status().path("nodes")) {
            count += node.path("state").asString().equals("ready") ? 1 : 0;
        }
        return count;
    }

    /** The second cluster gets what is free, is told who holds the rest, and takes a host over only when asked to. */
    @Test
    void twoClustersShareAPoolAndDownWorksWithoutAHead() throws Exception {
        file(1, 1, 5);
        sandbox.cluster("up", "-y").expect(0);
        Path other = sandbox.folder().resolve("other.yaml");
        Files.writeString(other, new LabFile(lab, "other").hosts(7, 5, 6).min(2).text());
        Sandbox.Ended second = sandbox.cluster("up", "-y", "other.yaml");
        assertThat(second.code()).as(second.err()).isEqualTo(5);
        assertThat(second.err() + second.out())
                .contains("held by cluster accidents of root", "--take-over " + lab.address(5));

        file(1, 1, 5);
        Sandbox.Ended headTaken = sandbox.cluster("up", "-y", "-n", "third");
        assertThat(headTaken.code()).as(headTaken.err()).isEqualTo(4);
        assertThat(headTaken.err()).contains("held by cluster accidents");

        sandbox.cluster("down", "-y").expect(0);
        sandbox.cluster("up", "-y", "other.yaml").expect(0);
        lab.on(7, "kill -9 $(grep -lsz ^MUSTER_NODE= /proc/[0-9]*/environ | cut -d/ -f3)");
        sandbox.cluster("down", "-y", "other.yaml").expect(0);
        everyHostIsAsItWas();
    }

    @Test
    void oddNamesSpacesQuotesAndNoisyShellsAreTakenAsTheyAre() throws Exception {
        lab.on(
                5,
                "mv ~/.bashrc /run/bashrc; printf 'echo WELCOME; printf \"\\\\033[31m\"; cd /; alias sh=false\\n' >~/.bashrc; cp ~/.bashrc ~/.bash_profile");
        String commands = """
                setup_commands:
                  - "head -c 100000000 /dev/zero | tr '\\\\0' x; echo"
                  - "head -c 3000000 /dev/urandom"
                  - "read answer </dev/tty || read answer || echo nobody answers"
                  - "echo \\"it's $HOME\\" '$HOME' > \\"/tmp/a 'b' c\\""
                """;
        sandbox.config(new LabFile(lab, "odd.name_X-1")
                .hosts(1, 5)
                .min(1)
                .with(commands)
                .text()
                .replace("  type: local", "  type: local\n  state_dir: \"/var/tmp/it's a \\\"place\\\" $HOME\""));
        sandbox.cluster("up", "-y").expect(0);
        assertThat(lines("cat \"/tmp/a 'b' c\"").stream().filter(line -> line.contains("it's")))
                .hasSize(2)
                .allMatch(line -> line.endsWith("it's /root $HOME"));
        String out = sandbox.cluster("exec", "--all", "--", "printf", "%s|", "a b", "c'd", "$HOME", "*", "\"", "\\", "")
                .expect(0)
                .out();
        assertThat(out.lines().filter(line -> line.contains("|")))
                .hasSize(2)
                .allMatch(line -> line.endsWith("a b|c'd|$HOME|*|\"|\\||"));
        sandbox.cluster("down", "-y").expect(0);
        for (int host : new int[] {1, 5}) {
            lab.on(host, "rm -f /tmp/a*c");
        }
        quietShell();
        everyHostIsAsItWas();
    }

    private void quietShell() throws Exception {
        lab.on(5, "[ ! -e /run/bashrc ] || { mv /run/bashrc ~/.bashrc; rm -f ~/.bash_profile; }");
    }

    private List<String> lines(String shell) throws Exception {
        return sandbox.cluster("exec", "--all", shell)
                .expect(0)
                .out()
                .lines()
                .map(line -> line.replaceFirst("^\\S+: +", ""))
                .toList();
    }
}
