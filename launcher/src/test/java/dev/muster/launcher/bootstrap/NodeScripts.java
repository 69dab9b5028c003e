package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.Marker;
import dev.muster.testkit.shell.EachShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;

/** Provides a host with a root in the test's folder, and the shell of one node on it. */
@SuppressWarnings("NullAway.Init")
abstract class NodeScripts extends EachShell {
    static final String CLUSTER = "test";
    static final NodeKey KEY = NodeKey.worker("worker", 1);

    /** Unique to this test, because it finds processes by it among all of this machine. */
    final ClusterId id =
            new ClusterId(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));

    final Marker marker = new Marker(id, KEY);

    Path root;
    Path node;
    NodeShell nodeShell;

    @BeforeEach
    void nameFolders() {
        root = folder.resolve("root");
        node = root.resolve(CLUSTER).resolve(KEY.value());
        nodeShell = new NodeShell(host, marker, root.toString(), node.toString(), OutputSink.NONE);
    }

    /** Runs a script in the node's folder; it must succeed. */
    String inNode(ShellScript script) throws InterruptedException {
        return inNode(script, "");
    }

    String inNode(ShellScript script, String input) throws InterruptedException {
        RunResult result = nodeShell.runWithInput(script, input);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return result.out();
    }

    /** Returns the variables with the root and the cluster's name and ID. */
    Map<String, String> with(Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(variables);
        all.put("root", root.toString());
        all.put("cluster", CLUSTER);
        all.put("cluster_id", id.value());
        return all;
    }

    /** Creates a file with its folders, which other users cannot write. */
    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(file, text);
    }

    /** Starts a process that carries the node's marker. */
    Process marked(String... command) throws IOException {
        return markedAs(KEY.value(), command);
    }

    /** Starts a process that carries the marker of another node. */
    Process markedAs(String key, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put(Marker.VARIABLE, new Marker(id, new NodeKey(key)).value());
        return builder.start();
    }
}
