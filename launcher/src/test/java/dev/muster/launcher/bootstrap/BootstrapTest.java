package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.config.ConfigReader;
import dev.muster.core.ClusterId;
import dev.muster.core.Digest;
import dev.muster.core.FanOut;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.event.Event;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.port.SystemTime;
import dev.muster.core.script.ShellScript;
import dev.muster.core.secret.SecretMask;
import dev.muster.launcher.Marker;
import dev.muster.launcher.bootstrap.PlannedStep.Need;
import dev.muster.launcher.bundle.BundleLayer;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.ssh.local.LocalShellHost;
import dev.muster.testkit.CountedHost;
import dev.muster.testkit.ForwardingHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the preparation of a node, with real shells in a folder of the test. */
class BootstrapTest {
    private static final NodeKey KEY = NodeKey.worker("worker", 1);
    /** Unique to this run: parallel runs of this test on one machine must not see each other's processes. */
    private static final ClusterId CLUSTER =
            new ClusterId(UUID.randomUUID().toString().replace("-", "").substring(16));

    @TempDir
    Path folder;

    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private NodeBundle bundle;
    private RemoteHost host;

    @BeforeEach
    void packALayer() throws Exception {
        Files.createDirectories(folder.resolve("home"));
        host = new LocalShellHost("worker-1", folder.resolve("home"));
        bundle = new NodeBundle(layer("runtime"), layer("application"));
    }

    @Test
    void unpacksTheBundleUnderItsDigest() throws Exception {
        prepare("");

        assertThat(root().resolve("bundles").resolve(bundle.runtime().sha256()).resolve("runtime.txt"))
                .hasContent("runtime");
        assertThat(root().resolve("bundles")).isDirectoryNotContaining("glob:**/.in-*");
    }

    @Test
    void refusesABundleThatArrivesDamaged() throws Exception {
        Files.writeString(bundle.runtime().gzip(), "not what the digest says");

        assertThatThrownBy(() -> prepare(""))
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining("the bundle arrived damaged");
        assertThat(root().resolve("bundles").resolve(bundle.runtime().sha256())).doesNotExist();
    }

    /** Without this check a watchdog would retry for half a minute what the kernel refuses. */
    @Test
    void refusesAFolderThatIsMountedNoexec() {
        HostFacts facts = new HostFacts(
                "vm1",
                Map.of(
                        "os",
                        "Linux",
                        "arch",
                        "x86_64",
                        "above",
                        "/home/bob",
                        "mount",
                        "/home",
                        "mount_options",
                        "rw,nosuid,noexec"));

        assertThatThrownBy(() -> HostRequirements.accept(facts))
                .isInstanceOfSatisfying(RemoteFailure.class, failure -> {
                    assertThat(failure.text())
                            .isEqualTo("vm1: /home/bob is mounted noexec: no program can be started from there");
                    assertThat(failure.hint())
                            .isEqualTo(
                                    "set provider.state_dir to another folder, or run: sudo mount -o remount,exec /home");
                });
    }

    /** Another user of the host prepares the folder: the names of layers are public, and that user's programs would run. */
    @Test
    void readsNothingInARootThatOthersCanWrite() throws Exception {
        prepare("");
        Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> FactsScript.run(host, Optional.of(root().toString()), "test", KEY, bundle))
                .isInstanceOfSatisfying(RemoteFailure.class, failure -> {
                    assertThat(failure.text())
                            .isEqualTo("worker-1: " + root() + " may be written by everybody (mode 777):"
                                    + " nothing in it can be trusted");
                    assertThat(failure.hint()).endsWith("chmod 700 " + root());
                    assertThat(failure.retryable()).isFalse();
                });
    }

    @Test
    void checksTheRootAgainBeforeEachScript() throws Exception {
        prepare("");
        NodeShell shell = new NodeShell(
                host,
                new Marker(CLUSTER, KEY),
                root().toString(),
                root().resolve("test/worker-1").toString(),
                OutputSink.NONE);
        Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("rwxrwxrwx"));

        RunResult result = shell.run(ShellScript.raw("touch ~/ran"));

        assertThat(result.exitCode()).isEqualTo(TrustedRoot.REFUSED);
        assertThat(result.err()).contains(root() + " may be written by everybody");
        assertThat(folder.resolve("home/ran")).doesNotExist();
    }

    @Test
    void putsNoStopMarkIntoARootThatOthersCanWrite() throws Exception {
        prepare("");
        Path run = Files.createDirectories(root().resolve("test/worker-1/run"));
        Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("rwxrwxrwx"));

        EndProcessesScript.run(
                host, EndProcessesScript.all(CLUSTER), List.of(run.getParent().toString()), Duration.ZERO);

        assertThat(run).isEmptyDirectory();
    }

    @Test
    void checksThePlaceOfItsFutureFolder() throws Exception {
        HostFacts facts = FactsScript.run(host, Optional.of(root().toString()), "test", KEY, bundle);

        assertThat(facts.value("above")).isEqualTo(folder.toString());
        assertThat(facts.value("mount")).startsWith("/");
        assertThat(facts.value("mount_options").split(",")).contains("rw");
        assertThat(facts.value("free_kib")).matches("[0-9]+");
    }

    @Test
    void runsASecondTimeWithoutDoingAnything() throws Exception {
        prepare("setup_commands: ['echo once >>~/count']");
        events.clear();
        prepare("setup_commands: ['echo once >>~/count']");

        assertThat(folder.resolve("home/count")).hasContent("once");
        assertThat(events).extracting(Event::state).containsOnly("skipped");
    }

    @Test
    void runsOnlyWhatChanged() throws Exception {
        prepare("setup_commands: ['true']");
        events.clear();
        prepare("setup_commands: ['echo changed >~/changed']");

        assertThat(folder.resolve("home/changed")).exists();
        assertThat(events)
                .filteredOn(event -> event.state().equals("done"))
                .extracting(event -> event.step().orElse(""))
                .containsExactly(StepIds.SETUP);
    }

    @Test
    void oneRoundTripPerScriptAndOneForTheLastRecord() throws Exception {
        prepare("");
        List<String> asked = new ArrayList<>();
        host = new CountedHost(host, asked);
        prepare("setup_commands: ['true', 'true']");

        assertThat(asked)
                .as("facts, its folder, two commands, the check for new groups, the note")
                .hasSize(6);
        assertThat(root().resolve("test/worker-1/steps/setup")).exists();
    }

    /** Otherwise a parallel script would end the step's own processes as leftovers of an earlier attempt. */
    @Test
    void parallelScriptsGetNothingOfAStep() throws Exception {
        List<String> scripts = new ArrayList<>();
        NodeShell beside = new NodeShell(
                new HeardHost(host, scripts),
                new Marker(CLUSTER, KEY),
                root().toString(),
                root().resolve("test/worker-1").toString(),
                OutputSink.NONE);
        BootstrapStep step = new BootstrapStep("setup", "digest", own -> {
            beside.run(ShellScript.raw("echo beside"));
            return own.run(ShellScript.raw("echo own"));
        });
        new StepRunner(KEY, beside, events::add, new SystemTime(), SecretMask.NONE)
                .run(List.of(new PlannedStep(step, Need.NEVER_DONE)));

        assertThat(scripts).hasSize(3);
        assertThat(scripts.get(0)).contains("echo beside").doesNotContain("\nend_step ");
        assertThat(scripts.get(1)).contains("echo own").contains("\nend_step ");
    }

    @Test
    void recordsAStepEvenIfTheNextOneFails() {
        assertThatThrownBy(() -> prepare("setup_commands: ['false']")).isInstanceOf(RemoteFailure.class);

        assertThat(root().resolve("test/worker-1/steps/environment")).exists();
        assertThat(root().resolve("test/worker-1/steps/setup")).doesNotExist();
    }

    @Test
    void sourcesTheEnvironmentForSetupCommands() throws Exception {
        prepare("""
                environment: {env_vars: {GREETING: "it's \\"here\\" $HOME"}}
                setup_commands: ['printf %s "$GREETING" >~/greeting']
                """);

        assertThat(folder.resolve("home/greeting")).hasContent("it's \"here\" $HOME");
    }

    @Test
    void keepsSecretsOutOfEventsAndReadableFiles() throws Exception {
        prepare(
                "environment: {env_vars: {TOKEN: {from_env: TOKEN}}}",
                new ConfigInputs(Map.of("TOKEN", "hunter2"), Map.of()));

        Path environment = root().resolve("test/worker-1/env.sh");
        assertThat(environment).content().contains("export TOKEN=hunter2");
        assertThat(Files.getPosixFilePermissions(environment)).hasSize(2);
        assertThat(events.toString()).doesNotContain("hunter2");
    }

    @Nested
    class AFailingCommand {
        private static final String COMMAND = "command 1 of 1: echo working; echo no such package >&2; exit 3";

        @Test
        void isNamedIfItPrintsNothing() {
            assertThatThrownBy(() -> prepare("setup_commands: ['true', 'exit 3', 'true']"))
                    .hasMessage("worker-1: 'setup' exited 3: it printed nothing (command 2 of 3: exit 3)");
        }

        @Test
        void standsInTheLogWithItsTimeAndWithoutTheNoiseOfItsShell() {
            assertThatThrownBy(() -> prepare("setup_commands: ['echo one', 'echo two; exit 3']"))
                    .isInstanceOf(RemoteFailure.class);

            assertThat(output.toString(StandardCharsets.UTF_8))
                    .matches("(?s)--- [0-9-]+T[0-9:]+Z command 1 of 2: echo one\none\n"
                            + "--- [0-9-]+T[0-9:]+Z command 2 of 2: echo two; exit 3\ntwo\n");
        }

        @Test
        void reportsNodeStepExitCodeAndLastLines() {
            assertThatThrownBy(() -> prepare("setup_commands: ['echo working; echo no such package >&2; exit 3']"))
                    .isInstanceOfSatisfying(RemoteFailure.class, failure -> {
                        assertThat(failure.text())
                                .isEqualTo("worker-1: 'setup' exited 3: no such package (" + COMMAND + ")");
                        assertThat(failure.lastLines()).containsExactly("working", "no such package");
                        assertThat(failure.where())
                                .isEqualTo(new RemoteFailure.Where.Step("setup", 3, "no such package", COMMAND));
                        assertThat(failure.hint()).contains("cluster logs worker-1 --step setup");
                        assertThat(failure.retryable()).isFalse();
                    });
        }

        @Test
        void runsAgainNextTime() throws Exception {
            String twice = "setup_commands: ['[ -e ~/second ] || { touch ~/second; exit 1; }']";
            assertThatThrownBy(() -> prepare(twice)).isInstanceOf(RemoteFailure.class);

            prepare(twice);

            assertThat(events.getLast().state()).isEqualTo("done");
        }

        @Test
        void aFailedStepStopsTheStepsAfterIt() {
            assertThatThrownBy(() -> prepare("setup_commands: ['false', 'touch ~/after']"))
                    .isInstanceOf(RemoteFailure.class);

            assertThat(folder.resolve("home/after")).doesNotExist();
        }
    }

    @Nested
    class AnEnvironment {
        @Test
        void activatesAnExistingCondaEnvironmentWithoutASolver() throws Exception {
            Path prefix = folder.resolve("home/miniconda3/envs/automl");
            Files.createDirectories(prefix.resolve("conda-meta"));
            Files.createDirectories(prefix.resolve("etc/conda/activate.d"));
            Files.writeString(prefix.resolve("etc/conda/activate.d/own.sh"), "export FROM_PACKAGE=yes\n");
            executable(folder.resolve("home/miniconda3/bin/conda"), "#!/bin/sh\nexit 1\n");

            prepare("""
                    environment: {conda: automl}
                    setup_commands: ['echo "$CONDA_DEFAULT_ENV $FROM_PACKAGE $CONDA_PREFIX ${PATH%%:*}" >~/seen']
                    """);

            assertThat(folder.resolve("home/seen")).hasContent("automl yes " + prefix + " " + prefix + "/bin");
        }

        @Test
        void reportsHowToCreateAMissingCondaEnvironment() throws Exception {
            executable(folder.resolve("home/miniconda3/bin/conda"), "#!/bin/sh\nexit 1\n");

            assertThatThrownBy(() -> prepare("environment: {conda: automl}"))
                    .hasMessageContaining("give environment.conda.file");
        }

        @Test
        void aFailedCondaSolveShowsItsLastLines() throws Exception {
            executable(
                    folder.resolve("home/miniconda3/bin/conda"),
                    "#!/bin/sh\necho 'PackagesNotFoundError: nosuch' >&2\nexit 1\n");

            assertThatThrownBy(() -> prepare(
                            "environment: {conda: {name: automl, file: environment.yml}}",
                            new ConfigInputs(Map.of(), Map.of("environment.yml", "dependencies: [nosuch]"))))
                    .isInstanceOfSatisfying(
                            RemoteFailure.class,
                            failure -> assertThat(failure.lastLines()).contains("PackagesNotFoundError: nosuch"));
        }

        @Test
        void createsAMissingPythonEnvironment() throws Exception {
            prepare("""
                    environment: {venv: ~/venv}
                    setup_commands: ['command -v python >~/seen']
                    """);

            assertThat(folder.resolve("home/seen"))
                    .hasContent(folder.resolve("home/venv/bin/python").toString());
        }
    }

    @Nested
    class PipInAnEnvironmentThatHostsShare {
        private static final String SHARED = """
                environment: {venv: ~/venv, pip: [one]}
                """;

        @Test
        void onlyOneHostRunsItAtATime() throws Exception {
            pip("mkdir ~/running || exit 9; sleep 0.1; echo done >>~/installed; rmdir ~/running");

            List<Callable<Boolean>> hosts = IntStream.range(2, 5)
                    .mapToObj(number -> NodeKey.worker("worker", number))
                    .<Callable<Boolean>>map(key -> () -> {
                        prepare(SHARED, ConfigInputs.NONE, key);
                        return true;
                    })
                    .toList();
            new FanOut(3).all(hosts);

            assertThat(folder.resolve("home/installed")).content().hasLineCount(3);
            assertThat(folder.resolve("home/venv.muster-making")).doesNotExist();
        }

        @Test
        void continuesIfItsFirstOwnerIsGone() throws Exception {
            pip("echo done >>~/installed");
            Files.createDirectories(folder.resolve("home/venv.muster-making"));
            host.run(RemoteCommand.of("sh -c 'echo \"$(uname -n) $$\"' >~/venv.muster-making/maker"));

            prepare(SHARED);

            assertThat(folder.resolve("home/installed")).hasContent("done");
            assertThat(folder.resolve("home/venv/pyvenv.cfg")).exists();
        }

        @Test
        void leavesNoLockWhereItFails() throws Exception {
            pip("echo nothing matches; exit 1");

            assertThatThrownBy(() -> prepare(SHARED)).hasMessageContaining("pip could not install");
            assertThat(folder.resolve("home/venv.muster-making")).doesNotExist();
            assertThat(folder.resolve("home/venv/pyvenv.cfg")).exists();
        }

        private void pip(String does) throws IOException {
            executable(
                    folder.resolve("home/venv/bin/python"),
                    "#!/bin/sh\ncase $* in *--version) exit ;; esac\n" + does + "\n");
            Files.createFile(folder.resolve("home/venv/pyvenv.cfg"));
        }
    }

    @Test
    void endsAllProcessesOfANodeAndReportsLeftovers() throws Exception {
        prepare("");
        host.run(RemoteCommand.of("MUSTER_NODE=" + CLUSTER + "/worker-1 setsid sleep 60 </dev/null >/dev/null 2>&1 &"));

        List<String> left =
                EndProcessesScript.run(host, EndProcessesScript.all(CLUSTER), List.of(), Duration.ofSeconds(1));

        assertThat(left).isEmpty();
        assertThat(host.run(RemoteCommand.of("grep -lsz '^MUSTER_NODE=" + CLUSTER + "' /proc/[0-9]*/environ"))
                        .out())
                .isEmpty();
    }

    /** The head was killed during a step: its shell continues, and the next head starts the step again. */
    @Test
    void endsLeftoversOfAnEarlierAttemptAtAStep() throws Exception {
        leaveBehind();
        prepare("setup_commands: ['true']");

        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void leavesProcessesOfADoneStepRunning() throws Exception {
        prepare("setup_commands: ['true']");
        leaveBehind();
        prepare("setup_commands: ['true # changed']");

        assertThat(leftBehind()).isNotEmpty();
        EndProcessesScript.run(host, EndProcessesScript.all(CLUSTER), List.of(), Duration.ZERO);
    }

    private void leaveBehind() throws InterruptedException {
        host.run(RemoteCommand.of(
                "MUSTER_NODE=" + CLUSTER + "/worker-1 MUSTER_STEP=setup setsid sleep 60 </dev/null >/dev/null 2>&1 &"));
    }

    private String leftBehind() throws InterruptedException {
        return host.run(RemoteCommand.of("grep -lsz '^MUSTER_NODE=" + CLUSTER + "' /proc/[0-9]*/environ"))
                .out();
    }

    private Path root() {
        return folder.resolve("root");
    }

    private void prepare(String yaml) throws InterruptedException {
        prepare(yaml, ConfigInputs.NONE);
    }

    private void prepare(String yaml, ConfigInputs inputs) throws InterruptedException {
        prepare(yaml, inputs, KEY);
    }

    private void prepare(String yaml, ConfigInputs inputs, NodeKey key) throws InterruptedException {
        ClusterConfig config = ConfigReader.ofUser()
                .readExpanded("cluster_name: test\nprovider: {type: process}\n" + TYPES + yaml, "test.yaml")
                .config();
        Machine machine = new Machine(
                key, "worker", key.value(), "127.0.0.1", Machine.State.RUNNING, "worker", Resources.NONE, Map.of());
        NodeSpec spec = new NodeSpec(CLUSTER, config, machine, bundle, inputs);
        HostFacts facts = FactsScript.run(host, Optional.of(root().toString()), "test", key, bundle);
        NodeShell shell = new NodeShell(
                host,
                spec.marker(),
                facts.root(),
                facts.root() + "/test/" + key,
                (_, bytes, length) -> output.write(bytes, 0, length));
        host.run(RemoteCommand.of("mkdir -p '" + shell.folder() + "'"));
        new StepRunner(key, shell, events::add, new SystemTime(), SecretMask.NONE)
                .run(NodePlanner.preparation(spec, facts));
    }

    private static final String TYPES = """
            max_workers: 2
            head_node_type: head
            available_node_types:
              head: {resources: {CPU: 1}}
              worker: {resources: {CPU: 1}, max_workers: 2}
            """;

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        file.toFile().setExecutable(true);
    }

    private BundleLayer layer(String name) throws Exception {
        Path content = Files.createDirectories(folder.resolve("packing-" + name));
        Files.writeString(content.resolve(name + ".txt"), name);
        Path packed = folder.resolve(name + ".tar.gz");
        new ProcessBuilder("tar", "-czf", packed.toString(), "-C", content.toString(), ".")
                .start()
                .waitFor();
        byte[] digest = Digest.sha256().digest(Files.readAllBytes(packed));
        return new BundleLayer(name, HexFormat.of().formatHex(digest), packed);
    }

    /** A host that records what it is asked to run. */
    private static final class HeardHost extends ForwardingHost {
        private final List<String> scripts;

        HeardHost(RemoteHost real, List<String> scripts) {
            super(real);
            this.scripts = scripts;
        }

        @Override
        public RunResult run(RemoteCommand command) throws InterruptedException {
            scripts.add(command.script());
            return super.run(command);
        }
    }
}
