package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Ways to hosts and sessions on them: keys in an agent, jump hosts of the operator's and of the head's, tmux and screen, a host that is lost meanwhile. */
@Tag("whole")
class LabSessionsTest {
    private static final String CLUSTER = "sessions";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int HEAD = 1;
    private static final int WORKER = 5;
    /** Its sshd turns away who comes straight from the head or from this machine. */
    private static final int BEHIND = 6;

    private static final int PERSONS_JUMP = 7;
    private static final int HEADS_JUMP = 8;
    private static final List<Integer> HOSTS = List.of(HEAD, WORKER, BEHIND, PERSONS_JUMP, HEADS_JUMP);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Lab lab;
    private Sandbox sandbox;
    private Process agent;
    private long since = System.nanoTime();
    private final List<HostTraces> before = new ArrayList<>();
    private final Map<Integer, Long> loginsBefore = new TreeMap<>();

    @BeforeEach
    void hosts() throws Exception {
        lab = Lab.ready();
        sandbox = new Sandbox(Files.createDirectory(folder.resolve("sandbox")));
        for (int host : HOSTS) {
            before.add(lab.traces(host));
            loginsBefore.put(host, lab.logins(host));
        }
        String refused = "DenyUsers root@" + lab.address(HEAD) + " root@" + lab.address(254);
        lab.on(BEHIND, "echo '" + refused + "' >>/etc/ssh/sshd_config; kill -HUP 1");
    }

    @AfterEach
    void nothingStays() throws Exception {
        if (sandbox != null) {
            Lab.ready();
            sandbox.cluster("down", "-y", "--force");
            lab.on(BEHIND, "sed -i '/^DenyUsers/d' /etc/ssh/sshd_config; kill -HUP 1");
            sandbox.close();
        }
        if (agent != null) {
            agent.destroy();
        }
    }

    @Test
    void peopleAndTheHeadGetThroughJumpHostsAndSessionsSurviveTheirConnections() throws Exception {
        file("");
        said("a key with a passphrase", this::aPassphraseIsAnsweredByTheAgentAlone);
        said("start", this::execStartsTheClusterThroughTheJumpHosts);
        said("the head's way", this::theHeadGoesItsOwnWayAndMayDoNothingElseThere);
        Sandbox.Running exec = sandbox.begin("exec", "--node", lab.address(WORKER), "echo begun; exec sleep 3599");
        Path ready = folder.resolve("ready");
        Play play = Play.of(
                folder,
                "lost",
                "expect #\ntype unset HISTFILE\\r\ntype echo rea''dy\\r\nexpect ready\ntouch " + ready + "\n");
        Sandbox.Running attach = sandbox.beginUnder(play.program(), "attach", "--node", lab.address(WORKER));
        Patience.untilTrue("attached", SOON, () -> Files.exists(ready) && runs(WORKER, "sleep 3599"));
        lab.cut(WORKER);
        said("tmux", () -> aSessionIsKeptAndSeenAgain("tmux", "\\x02d"));
        said("screen", () -> aSessionIsKeptAndSeenAgain("screen", "\\x01d"));
        said("logs", this::logsOfANodeAreItsSetUps);
        said("lost", () -> whoeverWasOnTheLostHostIsTold(exec.await(), attach.await()));
        lab.heal(WORKER);
        said("stop", this::execStopsTheCluster);
        said("a key on the head", this::aKeyThatIsOnTheHeadIsAllThatTheHeadNeeds);
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

    private void file(String headKey) throws IOException {
        String behind = "{host: %s, proxy_jump: \"root@%s\", head_proxy_jump: \"root@%s\"}"
                .formatted(lab.address(BEHIND), lab.address(PERSONS_JUMP), lab.address(HEADS_JUMP));
        LabFile file =
                new LabFile(lab, CLUSTER).key(folder.resolve("key").toString()).hosts(HEAD);
        sandbox.config(
                headKey.isEmpty()
                        ? file.hosts(WORKER).entry(behind).min(2).text()
                        : file.entry(behind).min(1).text().replace("auth: {", "auth: {" + headKey + ", "));
    }

    /** The file names the key; without the agent nobody can say its passphrase here, and that is said at once. */
    private void aPassphraseIsAnsweredByTheAgentAlone() throws Exception {
        Path key = Files.copy(lab.key(), folder.resolve("key"));
        Path socket = folder.resolve("agent");
        agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
        Patience.untilTrue("the agent listens", SOON, () -> Files.exists(socket));
        run(Map.of("SSH_AUTH_SOCK", socket.toString()), "ssh-add", "-q", key.toString());
        run(Map.of(), "ssh-keygen", "-q", "-p", "-P", "", "-N", "a secret", "-f", key.toString());

        Sandbox.Ended ended = sandbox.cluster("up", "-y");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err())
                .contains(
                        "it has a passphrase, but there is no terminal to ask for it: add the key to the agent with ssh-add "
                                + key);
        sandbox.with("SSH_AUTH_SOCK", socket.toString());
    }

    private void execStartsTheClusterThroughTheJumpHosts() throws Exception {
        Sandbox.Ended ended =
                sandbox.cluster("exec", "--start", "--all", "--", "hostname").expect(0);
        assertThat(ended.out().lines().map(line -> line.substring(line.lastIndexOf(' ') + 1)))
                .containsExactlyInAnyOrder("lab1", "lab5", "lab6");
    }

    private void theHeadGoesItsOwnWayAndMayDoNothingElseThere() throws Exception {
        assertThat(comers(BEHIND)).containsOnly(lab.address(PERSONS_JUMP), lab.address(HEADS_JUMP));
        assertThat(comers(HEADS_JUMP)).contains(lab.address(HEAD));
        assertThat(lab.on(HEADS_JUMP, "cat ~/.ssh/authorized_keys"))
                .startsWith("from=\"" + lab.address(HEAD))
                .contains("restrict,port-forwarding,command=\"exit 1\" ");
        assertThat(lab.on(BEHIND, "cat ~/.ssh/authorized_keys")).startsWith("from=\"" + lab.address(HEADS_JUMP));
        String key = lab.on(HEAD, "ls ~/.muster/*/head/control/ssh_key").strip();
        String options = " -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null ";
        assertThat(lab.on(
                        HEAD,
                        "ssh -q -i " + key + options + "root@" + lab.address(HEADS_JUMP) + " hostname || echo code $?"))
                .isEqualTo("code 1\n");
    }

    /** @return addresses from which somebody has logged in since the test began */
    private List<String> comers(int host) throws IOException {
        return Files.readAllLines(lab.disk(host).resolve("console")).stream()
                .filter(line -> line.startsWith("Accepted "))
                .skip(loginsBefore.getOrDefault(host, 0L))
                .map(line -> line.replaceFirst(".* from (\\S+) .*", "$1"))
                .distinct()
                .toList();
    }

    /** @param detach keys that leave the session and end nothing */
    private void aSessionIsKeptAndSeenAgain(String tool, String detach) throws Exception {
        if (!isInstalled(tool)) {
            return;
        }
        String node = lab.address(BEHIND);
        String option = "--" + tool;
        Sandbox.Ended begun = sandbox.cluster(
                        "exec", option, "--node", node, "--", "sh", "-c", "echo kept by " + tool + "; exec sleep 3598")
                .expect(0);
        assertThat(begun.err()).contains("attach " + option + " --node ");
        Patience.untilTrue("it runs", SOON, () -> runs(BEHIND, "sleep 3598"));
        Play play = Play.of(folder, tool, "expect kept by " + tool + "\ntype " + detach + "\nexpect detached\n");
        Sandbox.Ended seen = sandbox.under(play.program(), "attach", option, "--node", node);
        assertThat(seen.out() + seen.err()).isEqualTo("code 0, " + Play.RESTORED);
        assertThat(runs(BEHIND, "sleep 3598")).as("it goes on").isTrue();
        lab.on(BEHIND, "pkill -f '^sleep 3598'");
    }

    private boolean runs(int host, String command) throws IOException {
        return lab.processes(host).contains(command);
    }

    private void logsOfANodeAreItsSetUps() throws Exception {
        String log = sandbox.cluster("logs", lab.address(BEHIND)).expect(0).out();
        assertThat(log.lines()).containsSubsequence("==> claim <==", "==> bundle <==", "==> daemon <==");
        assertThat(sandbox.cluster("logs", "nobody").expect(2).err()).contains("there is no node 'nobody'");
    }

    private void whoeverWasOnTheLostHostIsTold(Sandbox.Ended exec, Sandbox.Ended attach) {
        assertThat(exec.code()).isEqualTo(255);
        assertThat(exec.out()).isEqualTo("begun\n");
        assertThat(exec.err())
                .contains(lab.address(WORKER) + ": the connection was lost", "is the machine still up")
                .doesNotContain("MUSTER", "\tat ");
        assertThat(attach.out() + attach.err()).isEqualTo("code 255, " + Play.RESTORED);
    }

    private void execStopsTheCluster() throws Exception {
        String out =
                sandbox.cluster("exec", "--stop", "--", "hostname").expect(0).out();
        assertThat(out).isEqualTo("lab1\n");
        assertThat(sandbox.leftovers()).isEmpty();
        everyHostIsAsItWas();
    }

    /** Nothing is written into anybody's authorized_keys then. */
    private void aKeyThatIsOnTheHeadIsAllThatTheHeadNeeds() throws Exception {
        Path onTheHead = lab.disk(HEAD).resolve("home/given key");
        Files.copy(lab.key(), onTheHead);
        file("head_ssh_private_key: \"~/given key\"");
        String keys = "cat ~/.ssh/authorized_keys";
        String then = lab.on(BEHIND, keys);
        sandbox.cluster("up", "-y").expect(0);
        JsonNode nodes = sandbox.status().path("nodes");
        assertThat(nodes.findValuesAsString("state")).containsExactly("ready", "ready");
        assertThat(lab.on(BEHIND, keys)).isEqualTo(then);
        assertThat(lab.on(HEADS_JUMP, keys)).doesNotContain(" muster ");
        inTmuxStopTakesTheWorkersWhenTheCommandHasEnded();
        sandbox.cluster("down", "-y").expect(0);
        Files.delete(onTheHead);
        everyHostIsAsItWas();
    }

    /** Nobody waits for it: the head is told by the session itself. */
    private void inTmuxStopTakesTheWorkersWhenTheCommandHasEnded() throws Exception {
        if (isInstalled("tmux")) {
            sandbox.cluster("exec", "--tmux", "--stop", "--", "true").expect(0);
            Patience.untilTrue(
                    "only the head is left",
                    SOON,
                    () -> sandbox.status().path("nodes").size() == 1);
        }
    }

    private static boolean isInstalled(String tool) {
        boolean installed = Files.isExecutable(Path.of("/usr/bin", tool));
        if (!installed) {
            System.out.println("  there is no " + tool + " on this machine: its sessions are not tried");
        }
        return installed;
    }

    private void everyHostIsAsItWas() throws Exception {
        Patience.until("as before", Duration.ofSeconds(5), () -> {
            List<String> wrong = new ArrayList<>();
            for (HostTraces then : before) {
                wrong.addAll(lab.traces(then.host()).differences(then));
            }
            return wrong;
        });
    }

    private static void run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        assertThat(builder.start().waitFor()).isZero();
    }
}
