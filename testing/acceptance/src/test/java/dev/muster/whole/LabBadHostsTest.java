package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One pool in which most hosts have something wrong, each another thing: the good ones come up, every bad one is named with its reason. */
@Tag("whole")
class LabBadHostsTest {
    private static final String CLUSTER = "bad-hosts";
    private static final int CLOSED_PORT = 6;
    private static final int WRONG_USER = 7;
    private static final int WRONG_KEY = 8;
    private static final int CHANGED_HOST_KEY = 9;
    private static final int NO_TAR = 10;
    private static final int OTHER_PROCESSOR = 11;
    private static final int SHELL_THAT_EXITS = 12;
    private static final int HELD_BY_ANOTHER = 3;
    private static final int FULL_HOME = 4;
    private static final int NOEXEC_HOME = 13;
    private static final int READ_ONLY_HOME = 14;
    private static final int HOME_OVER_QUOTA = 15;
    private static final int HANGS = 16;
    /** It prints lines of a mebibyte first. */
    private static final int SUDO_ASKS = 17;

    private static final int LIAR = 2;
    /** For sed, over words that are ended by zero bytes. */
    private static final String LIES = """
            s,^single$,../.ssh/authorized_keys,
            s,^/root/named$,/root/named/..,
            /^d .* \\.\\/a$/{s/^d/l/;n;s,^.*$,../../.ssh,}
            """;

    private static final int DEAD = 250;
    /** A good one: quotes, spaces and dollars are no harm, in its name and in its home. */
    private static final int ODD_USER = 5;

    private static final String USER = "o'brien $x";
    /** On one host there is a sudo that is asked before any other. */
    private static final String SETUP = """
            setup_commands:
              - '[ ! -e /run/fake/sudo ] || PATH=/run/fake:$PATH; export PATH; ! [ "$(command -v sudo)" = /run/fake/sudo ] || sudo true'
            """;

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
            mendHosts();
            writeFile(false);
            sandbox.cluster("down", "-y", "--force");
            lab.on(ODD_USER, "umount /etc/passwd 2>/dev/null || true");
            sandbox.close();
        }
    }

    @Test
    void theGoodHostsComeUpEachBadOneIsNamedAndOnceMendedOnlyItIsTouched() throws Exception {
        List<HostTraces> before = new ArrayList<>();
        for (int host = 1; host <= Lab.HOSTS; host++) {
            before.add(lab.traces(host));
        }
        spoilHosts();
        writeFile(true);
        Sandbox.Ended up = sandbox.cluster("up", "-y", "--output", "json");
        JsonNode report = report(up);
        Map<String, String> why = failures(report);
        assertThat(up.code()).as(up.out() + up.err()).isEqualTo(5);
        assertThat(report.path("nodes_ready").asInt()).as(up.err()).isEqualTo(3);
        assertThat(up.err()).doesNotContain("\tat ", "Exception");
        everyReasonIsTrue(why);
        everyAdviceNamesWhatMendsIt(why);
        theHeadKeepsLittleOfAnEndlessLine(why);
        statusNamesThemToo();
        theOddUserIsWhoItIs();

        mendHosts();
        writeFile(false);
        long good = lab.logins(2) + lab.logins(5);
        Sandbox.Ended again =
                sandbox.cluster("up", "-y", "--output", "json", "--take-over", lab.address(HELD_BY_ANOTHER));
        assertThat(failures(report(again))).isEmpty();
        assertThat(again.code()).isZero();
        assertThat(report(again).path("nodes_ready").asInt()).isEqualTo(Lab.HOSTS);
        assertThat(lab.logins(2) + lab.logins(5))
                .as("good hosts are left alone")
                .isEqualTo(good);

        aHostThatLiesWritesNothingOutsideOfTheTarget();
        sandbox.cluster("down", "-y").expect(0);
        // The shell around a command ends itself within its next look at the connection, two seconds at most.
        Patience.until("as before", Duration.ofSeconds(5), () -> differences(before));
    }

    /** The login shell of a worker changes what is listed: the name of a file, a folder to a link, and a folder's own name. */
    private void aHostThatLiesWritesNothingOutsideOfTheTarget() throws Exception {
        Path precious =
                Files.createDirectories(sandbox.folder().resolve("desk/.ssh")).resolve("authorized_keys");
        Files.writeString(precious, "mine");
        lab.on(
                LIAR,
                "mkdir /root/named /root/linked /root/linked/a; echo theirs >/root/single; echo theirs >/root/named/.bashrc;"
                        + " echo theirs >/root/linked/a/authorized_keys; cp /etc/passwd /run/passwd;"
                        + " sed 's#^root:\\(.*\\):.*#root:\\1:/run/fake-shell#' /run/passwd >/run/new; mount --bind /run/new /etc/passwd");
        replaceAt(LIAR, "/run/fake-shell", "/bin/bash \"$@\" | LC_ALL=C sed -z -f /run/lies");
        lab.on(
                LIAR,
                "echo " + Base64.getEncoder().encodeToString(LIES.getBytes(StandardCharsets.UTF_8))
                        + " | base64 -d >/run/lies");
        try {
            fetchFromTheLiar("~/single").expect(0);
            fetchFromTheLiar("~/named").expect(0);
            assertThat(fetchFromTheLiar("~/linked").expect(4).err()).contains("lists a file that is not in the folder");
        } finally {
            lab.on(
                    LIAR,
                    "umount /etc/passwd; rm -rf /run/passwd /run/new /run/lies /run/fake-shell /root/single /root/named /root/linked");
        }
        assertThat(precious).hasContent("mine");
        try (Stream<Path> all = Files.walk(sandbox.folder().resolve("desk"))) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(file -> sandbox.folder()
                                    .resolve("desk")
                                    .relativize(file)
                                    .toString()))
                    .containsExactlyInAnyOrder(".ssh/authorized_keys", "out/single", "out/named/.bashrc");
        }
    }

    private Sandbox.Ended fetchFromTheLiar(String source) throws Exception {
        return sandbox.cluster("rsync-down", "--node", lab.address(LIAR), source, "desk/out/");
    }

    /** One worker printed lines of a mebibyte for seconds: nothing of the head grows with them. */
    private void theHeadKeepsLittleOfAnEndlessLine(Map<String, String> why) throws Exception {
        assertThat(why.get(lab.address(SUDO_ASKS)).length()).isLessThan(20_000);
        String sizes = lab.on(
                1,
                "cd ~/.muster/" + CLUSTER + "/head; stat -c %s control/state.db* logs/head.log;"
                        + " awk \"{if (length(\\$0) > longest) longest = length(\\$0)} END {print longest}\" logs/head.log");
        assertThat(sizes.lines().mapToLong(line -> Long.parseLong(line.strip())))
                .as(sizes)
                .allMatch(size -> size < 8_000_000);
        assertThat(Long.parseLong(sizes.strip().lines().toList().getLast())).isLessThan(20_000);
    }

    private List<String> differences(List<HostTraces> before) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (HostTraces then : before) {
            wrong.addAll(lab.traces(then.host()).differences(then));
        }
        return wrong;
    }

    private void everyReasonIsTrue(Map<String, String> why) throws Exception {
        SoftAssertions all = new SoftAssertions();
        all.assertThat(why.get(lab.address(DEAD))).containsPattern("(?i)no route|unreachable|did not answer");
        all.assertThat(why.get(lab.address(CLOSED_PORT)))
                .containsIgnoringCase("refused")
                .contains("2222");
        all.assertThat(why.get(lab.address(WRONG_USER))).contains("authentication as no.such_user failed");
        all.assertThat(why.get(lab.address(WRONG_KEY))).contains("authentication as root failed", "other-key");
        String shown = lab.on(CHANGED_HOST_KEY, "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub");
        all.assertThat(why.get(lab.address(CHANGED_HOST_KEY)))
                .contains("host key changed", shown.split(" ")[1])
                .containsPattern("SHA256:.*SHA256:");
        all.assertThat(why.get(lab.address(NO_TAR))).contains("tar");
        all.assertThat(why.get(lab.address(OTHER_PROCESSOR))).contains("aarch64");
        all.assertThat(why.get(lab.address(SHELL_THAT_EXITS))).contains("shell");
        all.assertThat(why.get(lab.address(HELD_BY_ANOTHER))).contains("held by cluster bench of berta");
        all.assertThat(why.get(lab.address(FULL_HOME))).containsPattern("MiB are free|(?i)no space");
        all.assertThat(why.get(lab.address(NOEXEC_HOME))).contains("/root is mounted noexec");
        all.assertThat(why.get(lab.address(READ_ONLY_HOME))).contains("/root/.ssh cannot be written", "Read-only");
        all.assertThat(why.get(lab.address(HOME_OVER_QUOTA)))
                .contains("\"step\":\"bundle\"", "No space left on device");
        all.assertThat(why.get(lab.address(HANGS))).contains("accepted the connection, then did not answer");
        all.assertThat(why.get(lab.address(SUDO_ASKS))).contains("\"step\":\"setup\"", "a password is required");
        all.assertAll();
    }

    private void everyAdviceNamesWhatMendsIt(Map<String, String> why) {
        SoftAssertions all = new SoftAssertions();
        all.assertThat(why.get(lab.address(NOEXEC_HOME)))
                .contains("provider.state_dir", "sudo mount -o remount,exec /root");
        all.assertThat(why.get(lab.address(HOME_OVER_QUOTA))).contains("df -i", "provider.state_dir");
        all.assertThat(why.get(lab.address(SUDO_ASKS))).contains("NOPASSWD");
        all.assertThat(why.get(lab.address(READ_ONLY_HOME))).contains("sudo mount -o remount,rw");
        all.assertThat(why.get(lab.address(HELD_BY_ANOTHER))).contains("--take-over");
        all.assertAll();
    }

    private void theOddUserIsWhoItIs() throws Exception {
        assertThat(sandbox.cluster("exec", "--all", "--", "id", "-un").expect(0).out())
                .contains(USER);
    }

    private void statusNamesThemToo() throws Exception {
        JsonNode status = sandbox.status();
        assertThat(status.path("state").asString()).isNotEqualTo("ready");
        String pool = status.path("pool").toString();
        assertThat(pool).contains("bench", "aarch64", lab.address(WRONG_KEY));
    }

    private static JsonNode report(Sandbox.Ended up) {
        return up.out()
                .lines()
                .filter(line -> line.contains("\"event\":\"report\"") || line.contains("\"event\": \"report\""))
                .map(line -> new ObjectMapper().readTree(line))
                .findFirst()
                .orElseThrow(() -> new AssertionError(up.out() + up.err()));
    }

    /** @return by host, everything that the report says of it */
    private static Map<String, String> failures(JsonNode report) {
        Map<String, String> why = new TreeMap<>();
        report.path("failed")
                .forEach(failed -> why.merge(
                        failed.path("host").asString(), failed.toString(), (one, other) -> one + "\n" + other));
        return why;
    }

    private void writeFile(boolean bad) throws Exception {
        LabFile file = new LabFile(lab, CLUSTER).with(SETUP).hosts(1, 2);
        file.entry("{host: %s, user: \"%s\"}".formatted(lab.address(ODD_USER), USER));
        file.hosts(HELD_BY_ANOTHER, FULL_HOME, CHANGED_HOST_KEY, NO_TAR, OTHER_PROCESSOR, SHELL_THAT_EXITS);
        file.hosts(NOEXEC_HOME, READ_ONLY_HOME, HOME_OVER_QUOTA, HANGS, SUDO_ASKS);
        if (bad) {
            Path key = sandbox.folder().resolve("other-key");
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
            file.entry("{host: %s, port: 2222}".formatted(lab.address(CLOSED_PORT)))
                    .entry("{host: %s, user: no.such_user}".formatted(lab.address(WRONG_USER)))
                    .entry("{host: %s, ssh_private_key: %s}".formatted(lab.address(WRONG_KEY), key))
                    .hosts(DEAD);
        } else {
            file.hosts(CLOSED_PORT, WRONG_USER, WRONG_KEY);
        }
        sandbox.config(file.min(bad ? Lab.HOSTS : Lab.HOSTS - 1).text());
    }

    private void spoilHosts() throws Exception {
        Path pins = sandbox.folder().resolve("state/muster/known_hosts/" + CLUSTER);
        Files.createDirectories(pins.getParent());
        String other = Files.readString(lab.disk(1).resolve("ssh/ssh_host_ed25519_key.pub"));
        Files.writeString(pins, lab.address(CHANGED_HOST_KEY) + " " + other);
        lab.on(NO_TAR, "mount --bind /dev/null /usr/bin/tar");
        lab.on(OTHER_PROCESSOR, "cp /usr/bin/uname /run/real-uname");
        replace(
                OTHER_PROCESSOR,
                "/usr/bin/uname",
                "[ \"$1\" != -m ] || { echo aarch64; exit; }; exec /run/real-uname \"$@\"");
        lab.on(
                SHELL_THAT_EXITS,
                "cp /etc/passwd /run/passwd; sed 's#^root:\\(.*\\):.*#root:\\1:/bin/false#' /run/passwd >/run/new; mount --bind /run/new /etc/passwd");
        lab.on(
                HELD_BY_ANOTHER,
                "printf 'cluster=bench\\ncluster_id=00ff\\nowner=berta\\nhead=vm1\\nnode_key=worker-1\\nsince=2026-01-01T00:00:00Z\\n' >/var/tmp/muster-lease");
        home(FULL_HOME, "size=20m");
        home(NOEXEC_HOME, "noexec");
        home(READ_ONLY_HOME, "size=500m");
        lab.on(READ_ONLY_HOME, "mount -o remount,ro /root");
        home(HOME_OVER_QUOTA, "nr_inodes=40");
        lab.freeze(HANGS);
        lab.on(SUDO_ASKS, "mkdir /run/fake");
        replaceAt(
                SUDO_ASKS,
                "/run/fake/sudo",
                "timeout 4 sh -c \"while :; do head -c 800000 /dev/zero | base64 -w 0; echo; done\" >&2; echo >&2;"
                        + " echo \"sudo: a password is required\" >&2; exit 1");
        addUser();
    }

    /** Its files are the same, on a file system of its own. */
    private void home(int host, String options) throws Exception {
        lab.on(
                host,
                "mkdir /run/home; cp -a /root/. /run/home; mount -t tmpfs -o mode=700," + options
                        + " spoiled /root; cp -a /run/home/. /root");
    }

    private void addUser() throws Exception {
        String home = "\"/run/" + USER.replace("$", "\\$") + "\"";
        lab.on(
                ODD_USER,
                "cp /etc/passwd /run/passwd; echo \"" + USER.replace("$", "\\$") + ":x:4242:4242::\"" + home
                        + ":/bin/bash >>/run/passwd; mount --bind /run/passwd /etc/passwd; mkdir -m 700 " + home
                        + "; cp -a /root/.ssh " + home + "/; chown -R 4242:4242 " + home);
    }

    /** Another program in its place, until {@link #mendHosts}. */
    private void replace(int host, String program, String script) throws Exception {
        String name = "/run/fake-" + Path.of(program).getFileName();
        replaceAt(host, name, script);
        lab.on(host, "mount --bind " + name + " " + program);
    }

    private void replaceAt(int host, String file, String script) throws Exception {
        lab.on(host, "printf '%s\\n' '#!/bin/sh' '" + script + "' >" + file + "; chmod 755 " + file);
    }

    private void mendHosts() throws Exception {
        Files.deleteIfExists(sandbox.folder().resolve("state/muster/known_hosts/" + CLUSTER));
        lab.on(NO_TAR, "umount /usr/bin/tar 2>/dev/null || true");
        lab.on(OTHER_PROCESSOR, "umount /usr/bin/uname 2>/dev/null || true");
        lab.on(SHELL_THAT_EXITS, "umount /etc/passwd 2>/dev/null || true");
        for (int host : new int[] {FULL_HOME, NOEXEC_HOME, READ_ONLY_HOME, HOME_OVER_QUOTA}) {
            lab.on(host, "umount -l spoiled 2>/dev/null; rm -rf /run/home");
        }
        lab.on(SUDO_ASKS, "rm -rf /run/fake");
        lab.thaw(HANGS);
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
