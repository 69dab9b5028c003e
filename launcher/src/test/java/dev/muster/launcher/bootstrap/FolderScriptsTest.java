package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Tests scripts for nodes' folders: install-layer.sh, environment.sh, clean-root.sh and the library parts FILES, FOLDERS and FOLDER_LOCK, under every
 * shell.
 */
class FolderScriptsTest extends NodeScripts {
    @Test
    void installsACompleteLayer() throws Exception {
        Path packed = packedLayer();
        String sum = sha256(packed);

        assertThat(install(packed, sum).err()).isEmpty();

        assertThat(root.resolve("bundles/layer/file")).hasContent("content");
        assertThat(root.resolve("bundles/layer/.complete")).exists();
        assertThat(root.resolve("bundles/packed/layer")).hasSameBinaryContentAs(packed);
        assertThat(root.resolve("bundles")).isDirectoryNotContaining("glob:**.in-*");
    }

    @Test
    void removesLayersThatNothingHasUsedForAMonth() throws Exception {
        layer("old", 40);
        layer("recent", 10);
        Path used = layer("used", 40);
        write(root.resolve("bundles/packed/old"), "");
        Path packed = packedLayer();
        Process running = new ProcessBuilder("sh", "-c", "read x", used + "/bin/java").start();
        try {
            assertThat(install(packed, sha256(packed)).err()).isEmpty();
        } finally {
            running.destroyForcibly().waitFor();
        }

        assertThat(root.resolve("bundles").toFile().list())
                .containsExactlyInAnyOrder("layer", "recent", "used", "packed");
        assertThat(root.resolve("bundles/packed").toFile().list()).containsExactly("layer");
    }

    private Path layer(String name, int days) throws IOException {
        Path complete = write(root.resolve("bundles").resolve(name).resolve(".complete"), "");
        Files.setLastModifiedTime(complete, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
        return complete.getParent();
    }

    /** The new content is on the disk before the file has its name, and the name is on the disk at the end. */
    @Test
    void writesFilesThatSurviveALossOfPower() throws Exception {
        Path log = folder.resolve("synced");
        Path file = folder.resolve("file");
        Path sync = write(
                folder.resolve("bin/sync"),
                "#!/bin/sh\nfor path; do echo \"$path $(cat '" + file + "' 2>/dev/null)\" >>'" + log + "'; done\n");
        assertThat(sync.toFile().setExecutable(true)).isTrue();
        host.setVariable("PATH", sync.getParent() + ":" + System.getenv("PATH"));

        output(ShellScript.call(LibraryPart.FILES, "write_text", file.toString(), "text"));

        assertThat(log).hasContent(file + ".new \n" + folder + "/ text\n");
    }

    @Test
    void installsNothingFromADamagedLayer() throws Exception {
        RunResult result = install(packedLayer(), "0".repeat(64));

        assertThat(result.ok()).isFalse();
        assertThat(result.err()).contains("the bundle arrived damaged");
        assertThat(root.resolve("bundles")).isEmptyDirectory();
    }

    @Test
    void writesTheEnvironmentForACondaPrefix() throws Exception {
        Path prefix = folder.resolve("it's/env");
        Files.createDirectories(prefix.resolve("conda-meta"));
        Path conda = write(folder.resolve("conda/bin/conda"), "");
        assertThat(conda.toFile().setExecutable(true)).isTrue();
        Files.createDirectories(node);

        inNode(
                environment(Map.of("conda", "yes", "conda_root", folder + "/conda", "conda_prefix", prefix.toString())),
                "export A='1'\n");

        assertThat(output(ShellScript.raw(". '" + node + "/env.sh'; echo \"$A $CONDA_PREFIX\"")))
                .isEqualTo("1 " + prefix + "\n");
    }

    @Test
    void theEnvironmentHasTheNodesFolderAndMusterRunOnThePath() throws Exception {
        Files.createDirectories(node);
        Path program = write(root.resolve("bundles/abc/bin/muster-run"), "#!/bin/sh\necho it runs\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        inNode(environment(Map.of()), "export PATH='/usr/bin:/bin'\n");

        assertThat(output(ShellScript.raw(". '" + node + "/env.sh'; echo \"$MUSTER_FOLDER\"; muster-run")))
                .isEqualTo(node + "\nit runs\n");
    }

    @Test
    void reportsMissingConda() throws Exception {
        RunResult result = nodeShell.runWithInput(
                environment(Map.of("conda", "yes", "conda_root", "~/none", "conda_name", "ray")), "");

        assertThat(result.ok()).isFalse();
        assertThat(result.err()).contains("was found on this host at " + host.home() + "/none");
    }

    @Test
    void createsASharedFolderOnce() throws Exception {
        Path shared = folder.resolve("shared");
        Path calls = folder.resolve("calls");
        ShellScript make = ShellScript.call(LibraryPart.FOLDER_LOCK, "make_once", shared.toString(), "part", "make")
                .withVariables(Map.of("shared", shared.toString(), "calls", calls.toString()));
        ShellScript once = ShellScript.raw("make() { echo made >>\"$calls\"; mkdir -p \"$shared/part\"; }")
                .then(make);

        output(once);
        output(once);

        assertThat(calls).hasContent("made\n");
        assertThat(folder).isDirectoryNotContaining("glob:**.muster-making");
    }

    @Test
    void removesAnIncompleteSharedFolder() throws Exception {
        Path shared = folder.resolve("shared");
        ShellScript make = ShellScript.call(LibraryPart.FOLDER_LOCK, "make_once", shared.toString(), "part", "fail")
                .withVariables(Map.of("shared", shared.toString()));

        RunResult result = run(
                ShellScript.raw("fail() { mkdir -p \"$shared\"; return 3; }").then(make));

        assertThat(result.ok()).isFalse();
        assertThat(shared).doesNotExist();
    }

    @Test
    void changesASharedFolderUnderItsLock() throws Exception {
        ShellScript change = ShellScript.call(
                LibraryPart.FOLDER_LOCK,
                "change_alone",
                folder + "/shared",
                "ls",
                "-d",
                folder + "/shared.muster-making");

        assertThat(output(change)).isEqualTo(folder + "/shared.muster-making\n");
        assertThat(folder.resolve("shared.muster-making")).doesNotExist();
    }

    @Test
    void writesAFileThatOthersCannotRead() throws Exception {
        Path file = node.resolve("identity/certificate.pem");

        run(ShellScript.call(LibraryPart.FILES, "write_private_file", file.toString()), "text\n");

        assertThat(file).hasContent("text\n");
        assertThat(output(ShellScript.raw("stat -c %a '" + file + "' '" + file.getParent() + "'")))
                .isEqualTo("600\n700\n");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void recordsAStep() throws Exception {
        output(ShellScript.call(LibraryPart.FOLDERS, "record_step", node.toString(), "setup", "d 1")
                .withVariables(Map.of("root", root.toString())));

        assertThat(node.resolve("steps/setup")).hasContent("d 1");
    }

    @Test
    void writesAStepLogOnlyIntoAnExistingHeadFolder() throws Exception {
        ShellScript keep = ShellScript.call(LibraryPart.FOLDERS, "write_step_log", node.toString(), "setup");

        assertThat(run(keep, "lost").ok()).isTrue();
        assertThat(node).doesNotExist();
        Files.createDirectories(node);
        assertThat(run(keep, "kept").ok()).isTrue();

        assertThat(node.resolve("control/logs/head/setup.log")).hasContent("kept");
    }

    @Test
    void archivesTheLogsOfEveryNode() throws Exception {
        write(node.resolve("logs/daemon.log"), "daemon");
        write(root.resolve(CLUSTER + "/head/control/logs/head/setup.log"), "setup");
        ShellScript archive =
                ShellScript.call(LibraryPart.FOLDERS, "archive_logs").withVariables(with(Map.of()));

        assertThat(output(archive.then(ShellScript.EMPTY))).isNotEmpty();
        assertThat(output(ShellScript.raw("( ").then(archive).then(ShellScript.raw(") | tar -tzf - | grep -c 'log$'"))))
                .isEqualTo("2\n");
    }

    @Test
    void archivesNothingWithoutLogs() throws Exception {
        assertThat(output(ShellScript.call(LibraryPart.FOLDERS, "archive_logs").withVariables(with(Map.of()))))
                .isEmpty();
    }

    @Test
    void cleansTheRootAfterTheLastCluster() throws Exception {
        write(root.resolve("bundles/abc/.complete"), "");
        write(root.resolve(".up-other"), "");
        Files.createDirectories(node.resolve("home"));

        assertThat(clean()).isEmpty();

        assertThat(root).doesNotExist();
    }

    @Test
    void keepsARootInUseAndReportsLeftovers() throws Exception {
        write(root.resolve("bundles/abc/.complete"), "");
        write(root.resolve("other/head/head.properties"), "");
        write(node.resolve("logs/daemon.log"), "");

        assertThat(clean()).isEqualTo("folder " + root + "/test\n");

        assertThat(root.resolve("bundles/abc")).exists();
        assertThat(root.resolve("other/head")).exists();
    }

    private String clean() throws InterruptedException {
        return run(ShellScript.of(BootstrapScript.CLEAN_ROOT, with(Map.of("keep", "no"))))
                .out();
    }

    private static ShellScript environment(Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "conda", "no", "conda_root", "", "conda_name", "", "conda_prefix", "", "venv", "", "pip", "none"));
        all.put("engine", "no");
        all.put("modules", "");
        all.put("pyenv", "");
        all.put("application", "abc");
        all.putAll(variables);
        return ShellScript.of(BootstrapScript.ENVIRONMENT, all, List.of());
    }

    private RunResult install(Path packed, String sum) throws InterruptedException {
        ShellScript script = ShellScript.of(
                BootstrapScript.INSTALL_LAYER, Map.of("sha", "layer", "sum", sum, "form", "gzip", "keep", "yes"));
        return nodeShell.run(script, () -> open(packed));
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path packedLayer() throws Exception {
        write(folder.resolve("layer/file"), "content");
        Path packed = folder.resolve("layer.tar.gz");
        host.run(RemoteCommand.of("tar -czf '" + packed + "' -C '" + folder + "/layer' ."));
        return packed;
    }

    private String sha256(Path file) throws InterruptedException {
        return host.run(RemoteCommand.of("sha256sum '" + file + "' | cut -d' ' -f1"))
                .out()
                .strip();
    }
}
