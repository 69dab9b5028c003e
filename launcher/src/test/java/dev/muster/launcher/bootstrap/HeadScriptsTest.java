package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

        inNode(ShellScript.call(LibraryPart.HEAD, "write_pool", node.toString(), "record 1\n"), "a key\nb key\n");
        write(node.resolve("control/head-probes"), "record 2\n");

        assertThat(node.resolve("control/known_hosts")).hasContent("a key\nb key\nc key\n");
        assertThat(output(ShellScript.call(LibraryPart.HEAD, "print_pool", node.toString())))
                .isEqualTo("pool-by-up\nrecord 1\npool-by-head\nrecord 2\n");
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
        ShellScript lock = ShellScript.of(BootstrapScript.UP_LOCK, with(Map.of("who", "ada")));
        Process holder = new ProcessBuilder(shell.run(lock.text())).start();
        assertThat(holder.inputReader().readLine()).isEqualTo("locked");

        RunResult second = run(lock);

        assertThat(second.exitCode()).isEqualTo(75);
        assertThat(second.out()).startsWith("held by ada, since ");
        holder.getOutputStream().close();
        assertThat(holder.waitFor()).isZero();
        assertThat(root).doesNotExist();
    }

    @Test
    void checkReportsTheHostAndChangesNothing() throws Exception {
        Files.writeString(host.lease(), "cluster=other\nowner=eve\n");
        Map<String, String> variables = new TreeMap<>(with(Map.of("role", "head", "sudo", "no", "venv", "")));
        variables.putAll(Map.of("conda", "no", "conda_root", "", "conda_name", "", "conda_prefix", ""));

        String out = output(ShellScript.of(BootstrapScript.CHECK, variables, List.of("1/127.0.0.1")));

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
