package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.core.FanOut;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests scripts for the head's host: cluster-key.sh, up-lock.sh, check.sh and the library parts HEAD and PORTS, under every shell. */
class HeadScriptsTest extends NodeScripts {
    @Test
    void createsTheClusterKeyOnce() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-keygen")), "ssh-keygen is not installed");

        String first = key("");

        assertThat(first).matches("(?s)muster-key 1\npublic=ssh-ed25519 [A-Za-z0-9+/=]+\n.*");
        assertThat(first.lines()).contains("pool-by-up", "pool-by-head");
        assertThat(key("")).isEqualTo(first);
        assertThat(node.resolve("control")).isDirectoryContaining("glob:**ssh_key.pub");
    }

    @Test
    void usesAKeyThatIsOnTheHost() throws Exception {
        write(host.home().resolve("own key"), "private");

        assertThat(key("~/own key").lines()).startsWith("muster-key 1", "public=given");
        assertThat(node.resolve("control/ssh_key.path")).hasContent(host.home() + "/own key");
    }

    @Test
    void reportsAMissingKey() throws Exception {
        RunResult result = nodeShell.run(ShellScript.of(BootstrapScript.CLUSTER_KEY, Map.of("given", "/no/key")));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("auth.head_ssh_private_key: /no/key cannot be read on this host\n");
    }

    @Test
    void writesPoolRecordsAndReplacesHostKeys() throws Exception {
        write(node.resolve("control/known_hosts"), "b old key\nc key\n");

        writePool("confirmed\nknown\na key\nhosts\nrecord 1\nend\n");
        write(node.resolve("control/head-probes"), "record 2\n");

        assertThat(node.resolve("control/known_hosts")).hasContent("b old key\nc key\na key\n");
        assertThat(output(ShellScript.call(LibraryPart.HEAD, "print_pool", node.toString())))
                .isEqualTo("pool-by-up\nrecord 1\npool-by-head\nrecord 2\n");
        assertThat(node.resolve("control")).isDirectoryNotContaining("glob:**pool.input");
    }

    /** The host was installed again, or its key was revoked: the head must refuse the old key, and must not refuse the new one. */
    @Test
    void replacesHostKeysThatUpHasJustSeen() throws Exception {
        write(node.resolve("control/known_hosts"), "a ed25519 old\na rsa old\nb key\n@revoked c key\n");

        writePool("confirmed\na ed25519 new\n@revoked c other\nknown\nhosts\nend\n");

        assertThat(node.resolve("control/known_hosts")).hasContent("a ed25519 new\n@revoked c other\nb key\n");
    }

    /** The machine of another operator may remember the key that a host had before it was installed again. */
    @Test
    void keepsItsOwnKeyOfAHostThatUpHasNotSeenNow() throws Exception {
        write(node.resolve("control/known_hosts"), "a key of now\n");

        writePool("confirmed\nknown\na older key\nb ed25519 k\nb rsa k\nhosts\nend\n");

        assertThat(node.resolve("control/known_hosts")).hasContent("a key of now\nb ed25519 k\nb rsa k\n");
    }

    /** Another 'up' may have written its hosts while this one waited for a host that was silent. */
    @Test
    void lateRecordsReplaceThoseOfTheSameHostsOnly() throws Exception {
        write(node.resolve("control/pool-hosts"), "a\told\nb\told\n");

        writePool("confirmed\nknown\nlate\nb\tnew\nc\tnew\nend\n");

        assertThat(node.resolve("control/pool-hosts")).hasContent("a\told\nb\tnew\n");
    }

    @Test
    void twoUpsAtOnceLeaveWholeFiles() throws Exception {
        Files.createDirectories(node.resolve("control"));
        String keys = "k1 key\nk2 key\n";
        List<Callable<Boolean>> writers = IntStream.range(0, 12)
                .<Callable<Boolean>>mapToObj(number -> () -> {
                    writePool("confirmed\n" + keys + "known\nhosts\na\t" + number + "\nb\t" + number + "\nend\n");
                    return true;
                })
                .toList();
        new FanOut(12).all(writers);

        assertThat(node.resolve("control/known_hosts")).hasContent(keys);
        assertThat(Files.readString(node.resolve("control/pool-hosts"))).matches("a\t(\\d+)\nb\t\\1\n");
    }

    /** The connection was lost while the records were sent. */
    @Test
    void writesNoPoolRecordsThatArriveIncomplete() throws Exception {
        write(node.resolve("control/pool-hosts"), "record 1\n");

        RunResult result = nodeShell.runWithInput(
                ShellScript.call(LibraryPart.HEAD, "write_pool", node.toString()), "confirmed\nknown\nhosts\nreco");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(node.resolve("control/pool-hosts")).hasContent("record 1\n");
    }

    private void writePool(String input) throws Exception {
        inNode(ShellScript.call(LibraryPart.HEAD, "write_pool", node.toString()), input);
    }

    @Test
    void printsTheHeadsEndpointAndNodes() throws Exception {
        ShellScript print = ShellScript.call(LibraryPart.HEAD, "print_head").withVariables(with(Map.of()));

        assertThat(run(print).exitCode()).as("no head was started").isEqualTo(3);
        write(root.resolve("test/head/endpoint.json"), "{}\n");
        write(root.resolve("test/head/nodes.jsonl"), "{1}\n");

        assertThat(output(print)).isEqualTo(root + "\n{}\nnodes\n{1}\n");
    }

    @Test
    void holdsTheLockOfUpWhileItsInputIsOpen() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/flock")), "flock is not installed");
        ShellScript lock = ShellScript.of(BootstrapScript.UP_LOCK, with(Map.of("who", "ada", "end", "no")));
        Process holder = new ProcessBuilder(shell.run(lock.text())).start();
        assertThat(holder.inputReader().readLine()).isEqualTo("locked");

        RunResult second = run(lock);

        assertThat(second.exitCode()).isEqualTo(75);
        assertThat(second.out()).startsWith("muster-up 1\nheld=ada\nseconds=");
        assertThat(output(ShellScript.of(BootstrapScript.FACTS, with(Map.of("key", "head")))))
                .contains("\nup=ada\n");
        assertThat(output(ShellScript.of(BootstrapScript.FACTS, with(Map.of("key", "worker-1")))))
                .doesNotContain("\nup=");
        holder.getOutputStream().close();
        assertThat(holder.waitFor()).isZero();
        assertThat(root).doesNotExist();
    }

    @Test
    void checkReportsTheHostAndChangesNothing() throws Exception {
        Files.writeString(host.lease(), "cluster=other\nowner=eve\n");
        Map<String, String> variables = new TreeMap<>(with(Map.of("role", "head", "sudo", "no", "venv", "")));
        variables.putAll(Map.of("conda", "no", "conda_root", "", "conda_name", "", "conda_prefix", ""));

        RunResult result = run(ShellScript.of(BootstrapScript.CHECK, variables), "1/127.0.0.1\n");
        String out = result.out();
        assertThat(result.err()).isEmpty();

        assertThat(out.lines())
                .startsWith("muster-check 1")
                .contains("root=" + root, "root_disk=" + folder, "lease.cluster=other", "lease.owner=eve")
                .contains("reach=1/127.0.0.1 refused")
                .endsWith("end=yes");
        assertThat(root).doesNotExist();
        assertThat(host.home()).isEmptyDirectory();
    }

    @Test
    void reportsPortsAlone() throws Exception {
        assertThat(output(ShellScript.call(LibraryPart.PORTS, "report_ports", "1/127.0.0.1", "2/127.0.0.1"))
                        .lines())
                .containsExactlyInAnyOrder(
                        "muster-check 1", "reach=1/127.0.0.1 refused", "reach=2/127.0.0.1 refused", "end=yes");
    }

    private String key(String given) throws InterruptedException {
        return inNode(ShellScript.of(BootstrapScript.CLUSTER_KEY, Map.of("given", given)));
    }
}
