package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Another local user prepares the folder in which a cluster keeps its programs, with programs of their own in it: none of them ever runs. */
@Tag("whole")
class LabForeignRootTest {
    private static final int HEAD = 1;
    private static final int GOOD = 5;
    private static final int PREPARED = 6;
    private static final String MALLORY = "setpriv --reuid 4242 --regid 4242 --clear-groups sh -c ";
    /** In a folder that every user of the host may write. */
    private static final String RAN = "/var/tmp/mallorys-program-ran";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Lab lab;
    private Sandbox sandbox;

    @BeforeEach
    void hosts() throws Exception {
        lab = Lab.ready();
        sandbox = new Sandbox(folder);
    }

    @AfterEach
    void nothingStays() throws Exception {
        if (sandbox != null) {
            sandbox.cluster("down", "-y", "--force");
            for (int host : new int[] {HEAD, PREPARED}) {
                lab.on(host, "umount /usr/bin/stat 2>/dev/null; rm -rf /var/tmp/muster-0 /var/tmp/shared " + RAN);
            }
            sandbox.close();
        }
    }

    @Test
    void aWorkerWhoseRootAnotherUserPreparedIsRefusedUntilItIsRemoved() throws Exception {
        homeOnANetwork(PREPARED);
        prepare(PREPARED, "/var/tmp/muster-0");
        sandbox.config(
                new LabFile(lab, "foreign").hosts(HEAD, GOOD, PREPARED).min(2).text());

        Sandbox.Ended check = sandbox.cluster("check").expect(5);
        assertThat(oneLine(check.out()))
                .contains(
                        "problem disk",
                        "/var/tmp/muster-0 belongs to user 4242, not to root",
                        "sudo rm -r /var/tmp/muster-0");
        Sandbox.Ended up = sandbox.cluster("up", "-y").expect(5);
        assertThat(oneLine(up.out() + up.err()))
                .contains(lab.address(PREPARED))
                .contains("/var/tmp/muster-0 belongs to user 4242, not to root: nothing in it can be trusted")
                .contains("sudo rm -r /var/tmp/muster-0")
                .contains("name another folder as provider.state_dir");
        nothingOfTheirsRan(PREPARED);
        assertThat(lab.on(PREPARED, "find /var/tmp/muster-0 -uid 0")).isEmpty();

        lab.on(PREPARED, "rm -r /var/tmp/muster-0");
        sandbox.cluster("up", "-y").expect(0);
        assertThat(lab.on(PREPARED, "stat -c '%U %a' /var/tmp/muster-0").strip())
                .isEqualTo("root 700");
        sandbox.cluster("down", "-y").expect(0);
        assertThat(lab.on(PREPARED, "ls -A /var/tmp")).isEmpty();
    }

    @Test
    void aHeadWhoseStateDirAnotherUserPreparedIsRefused() throws Exception {
        lab.on(HEAD, "mkdir -m 1777 /var/tmp/shared; chmod 1777 /var/tmp/shared");
        prepare(HEAD, "/var/tmp/shared/muster");
        String file = new LabFile(lab, "foreign").hosts(HEAD, GOOD).min(1).text();
        sandbox.config(file.replace("  type: local\n", "  type: local\n  state_dir: /var/tmp/shared/muster\n"));

        Sandbox.Ended check = sandbox.cluster("check").expect(4);
        assertThat(oneLine(check.out())).contains("/var/tmp/shared/muster belongs to user 4242, not to root");
        Sandbox.Ended up = sandbox.cluster("up", "-y").expect(4);
        assertThat(oneLine(up.out() + up.err()))
                .contains("/var/tmp/shared/muster belongs to user 4242, not to root: nothing in it can be trusted")
                .contains("sudo rm -r /var/tmp/shared/muster");
        nothingOfTheirsRan(HEAD);
        assertThat(lab.on(HEAD, "find /var/tmp/shared/muster -uid 0")).isEmpty();
    }

    /** Whole layers under their public names, readable by everybody. */
    private void prepare(int host, String root) throws Exception {
        Properties manifest = new Properties();
        Path node = Path.of(System.getProperty("muster.checkout")).resolve("dist/muster/node/manifest.properties");
        try (Reader reader = Files.newBufferedReader(node)) {
            manifest.load(reader);
        }
        StringBuilder script = new StringBuilder("umask 0; mkdir -m 777 " + root + " " + root + "/bundles; ");
        for (String layer : new String[] {"runtime", "application"}) {
            String at = root + "/bundles/" + manifest.getProperty(layer + ".sha256");
            script.append("mkdir -p ").append(at).append("/bin; : >").append(at).append("/.complete; ");
            for (String program : new String[] {"java", "muster-watchdog", "muster-daemon", "muster-head"}) {
                String file = at + "/bin/" + program;
                script.append("printf \"#!/bin/sh\\nid >" + RAN + "\\n\" >" + file + "; ");
            }
        }
        lab.on(host, MALLORY + "'" + script + " chmod -R a+rwx " + root + "'");
    }

    /** For our scripts, which ask stat what kind of file system the home is on. */
    private void homeOnANetwork(int host) throws Exception {
        lab.on(
                host,
                "cp /usr/bin/stat /run/real-stat; printf '%s\\n' '#!/bin/sh' "
                        + "'[ \"$*\" != \"-f -c %T /root\" ] || { echo nfs; exit; }' 'exec /run/real-stat \"$@\"' >/run/fake-stat; "
                        + "chmod 755 /run/fake-stat; mount --bind /run/fake-stat /usr/bin/stat");
    }

    private void nothingOfTheirsRan(int host) throws Exception {
        assertThat(lab.on(host, "ls -A " + RAN + " 2>/dev/null || true")).isEmpty();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
