package dev.muster.engine.ray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.muster.engine.EngineDashboard;
import dev.muster.engine.EngineJob;
import dev.muster.engine.JobId;
import dev.muster.engine.JobRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell texts and the program behind them, with a module {@code ray} that answers from files. */
class RayConsoleTest {
    private static final JobId ID = new JobId("train-1");

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final RayConsole console = new RayConsole();

    record Ended(int code, String out, String err) {}

    @BeforeEach
    void aModuleInTheEnvironment() throws IOException {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/python3")))
                .as("python3 is not installed")
                .isTrue();
        Path module = Files.createDirectories(folder.resolve("module/ray"));
        Files.writeString(module.resolve("__init__.py"), "");
        Files.copy(resource(), module.resolve("job_submission.py"));
        Path bin = Files.createDirectories(folder.resolve("bin"));
        assertThat(Files.writeString(bin.resolve("ray"), "").toFile().setExecutable(true))
                .isTrue();
        environment.put("PATH", bin + ":/usr/bin:/bin");
        environment.put("PYTHONPATH", folder.resolve("module").toString());
        environment.put("STUB", folder.resolve("stub.json").toString());
    }

    @Test
    void passesTheCommandOnUnchanged() throws Exception {
        String command = "cd 'my data' && python \"a b.py\" $HOME `id` \\";

        Ended ended = run(console.submit(new JobRequest(ID, command, Optional.of("/var/x y"), false)), "");

        assertThat(ended).isEqualTo(new Ended(0, "", ""));
        assertThat(submitted()).contains("\"entrypoint\": \"cd 'my data' && python \\\"a b.py\\\" $HOME `id` \\\\\"");
        assertThat(submitted()).contains("\"submission_id\": \"train-1\"").contains("\"working_dir\": \"/var/x y\"");
    }

    @Test
    void readsTheRuntimeEnvironmentFromItsInputSoThatNoProcessTableShowsIt() throws Exception {
        String text = console.submit(new JobRequest(ID, "true", Optional.empty(), false));

        run(text, "{\"env_vars\": {\"KEY\": \"hunter2\"}}");

        assertThat(submitted()).contains("\"env_vars\": {\"KEY\": \"hunter2\"}");
        assertThat(text).doesNotContain("hunter2");
    }

    @Test
    void refusesARuntimeEnvironmentThatItCannotReadWithoutRepeatingIt() throws Exception {
        String text = console.submit(new JobRequest(ID, "true", Optional.empty(), false));

        assertThat(run(text, "[1]")).isEqualTo(new Ended(1, "", "the runtime environment is not a mapping\n"));
        assertThat(run(text, "{\"KEY\": secret]"))
                .isEqualTo(new Ended(1, "", "the runtime environment is neither JSON nor YAML\n"));
    }

    @Test
    void exitsWithTheCodeOfTheJobsCommand() throws Exception {
        stub("{'ends': ['failed', 7]}");

        Ended ended = run(console.submit(new JobRequest(ID, "x", Optional.empty(), true)), "");

        assertThat(ended).isEqualTo(new Ended(7, "a line of train-1\n", ""));
    }

    @Test
    void namesTheReasonIfTheCommandDidNotStart() throws Exception {
        stub("{'ends': ['failed', None]}");

        Ended ended = run(console.submit(new JobRequest(ID, "x", Optional.empty(), true)), "");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).isEqualTo("job 'train-1' failed: its runtime environment failed\n");
    }

    @Test
    void exitsAsAfterSigtermIfTheJobWasStopped() throws Exception {
        stub("{'ends': ['stopped', None]}");

        assertThat(run(console.submit(new JobRequest(ID, "x", Optional.empty(), true)), ""))
                .isEqualTo(new Ended(143, "a line of train-1\n", "job 'train-1' was stopped\n"));
    }

    @Test
    void refusesAnIdThatIsTaken() throws Exception {
        stub("{'jobs': ['train-1']}");

        assertThat(run(console.submit(new JobRequest(ID, "x", Optional.empty(), false)), ""))
                .isEqualTo(new Ended(1, "", "there is a job 'train-1' already\n"));
    }

    @Test
    void listsJobsInTheCommonForm() throws Exception {
        stub("{'jobs': ['old', 'new\\nline']}");

        Ended ended = run(console.jobs(), "");

        assertThat(EngineJob.parse(ended.out()).orElseThrow())
                .extracting(EngineJob::id, EngineJob::status, EngineJob::submitted)
                .containsExactly(
                        tuple("new line", "running", true),
                        tuple("old", "running", true),
                        tuple("01000000", "running", false));
    }

    @Test
    void saysThatAJobDoesNotExist() throws Exception {
        for (String text : new String[] {console.job(ID), console.logs(ID, false), console.stop(ID, true)}) {
            assertThat(run(text, "")).isEqualTo(new Ended(1, "", "there is no job 'train-1'\n"));
        }
    }

    @Test
    void printsTheLogsOfAJob() throws Exception {
        stub("{'jobs': ['train-1']}");

        assertThat(run(console.logs(ID, false), "").out()).isEqualTo("the log of train-1\n");
        assertThat(run(console.logs(ID, true), "").out()).isEqualTo("a line of train-1\n");
    }

    @Test
    void stopsAJobAndWaitsForItsEnd() throws Exception {
        stub("{'jobs': ['train-1'], 'ends': ['stopped', None]}");

        assertThat(run(console.stop(ID, true), "")).isEqualTo(new Ended(0, "", "job 'train-1' was stopped\n"));
        assertThat(run(console.stop(ID, false), "")).isEqualTo(new Ended(0, "", ""));
    }

    @Test
    void findsTheDashboardAndItsToken() throws Exception {
        environment.put("RAY_AUTH_MODE", "token");
        environment.put("RAY_AUTH_TOKEN_PATH", token("abc\n").toString());

        Ended ended = run(console.dashboard(), "");

        assertThat(EngineDashboard.parse(ended.out()))
                .contains(new EngineDashboard(
                        8266, Optional.of(folder.resolve("auth_token").toString())));
        assertThat(ended.out() + ended.err()).doesNotContain("abc");
    }

    @Test
    void namesNoTokenIfRayAsksForNone() throws Exception {
        assertThat(EngineDashboard.parse(run(console.dashboard(), "").out()))
                .contains(new EngineDashboard(8266, Optional.empty()));
    }

    @Test
    void namesTheTokenFileThatIsMissingOrEmpty() throws Exception {
        environment.put("RAY_AUTH_MODE", "token");
        environment.put("RAY_AUTH_TOKEN_PATH", folder + "/gone");
        assertThat(run(console.jobs(), "").err())
                .contains("cannot read Ray's token")
                .contains(folder + "/gone");

        environment.put("RAY_AUTH_TOKEN_PATH", token("\n").toString());
        assertThat(run(console.jobs(), "").err()).contains("auth_token on the head is empty");
    }

    @Test
    void saysAtOnceThatRayDoesNotAnswer() throws Exception {
        environment.put("RAY_ADDRESS", "127.0.0.1:1");

        Ended ended = run(console.jobs(), "");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).startsWith("Ray does not answer at 127.0.0.1:1: ");
    }

    @Test
    void printsOneLineForAnErrorOfTheServer() throws Exception {
        stub("{'error': 'status code 500: Traceback\\n  File x\\nValueError: the cause'}");

        assertThat(run(console.jobs(), "")).isEqualTo(new Ended(1, "", "ValueError: the cause\n"));
    }

    @Test
    void usesTheInterpreterOfTheRayThatRunsIfTheEnvironmentHasNone() throws Exception {
        environment.put("PATH", "/usr/bin:/bin");
        assumeThat(Files.exists(Path.of("/usr/bin/ray"))).isFalse();
        Path python = folder.resolve("elsewhere/bin/python3");
        Files.createDirectories(python.getParent());
        Files.createSymbolicLink(python, Path.of("/usr/bin/python3"));
        Path scratch = folder.resolve("scratch");
        environment.put("MUSTER_ENGINE_SCRATCH", scratch.toString());
        Process ray = new ProcessBuilder(
                        python.toString(), "-c", "import sys; sys.stdin.read()", "--temp-dir=" + scratch + "/r")
                .start();
        try {
            assertThat(run(console.submit(new JobRequest(ID, "true", Optional.empty(), false)), ""))
                    .isEqualTo(new Ended(0, "", ""));
        } finally {
            ray.destroyForcibly().waitFor();
        }
    }

    @Test
    void saysThatRayIsMissing() throws Exception {
        environment.put("PATH", "/usr/bin:/bin");
        assumeThat(Files.exists(Path.of("/usr/bin/ray"))).isFalse();

        assertThat(run(console.jobs(), ""))
                .isEqualTo(
                        new Ended(
                                1,
                                "",
                                "Ray does not run on the head, and its environment has no command 'ray': run 'cluster status'\n"));
    }

    @Test
    void saysThatRayHasNoJobServer() throws Exception {
        Files.delete(folder.resolve("module/ray/job_submission.py"));

        assertThat(run(console.jobs(), "").err())
                .startsWith("Ray has no job server in the environment of the head; install ray[default]: ");
    }

    private Path token(String text) throws IOException {
        return Files.writeString(folder.resolve("auth_token"), text);
    }

    private void stub(String python) throws IOException {
        Files.writeString(folder.resolve("stub.json"), python.replace('\'', '"').replace("None", "null"));
    }

    private String submitted() throws IOException {
        return Files.readString(folder.resolve("stub.json.submitted"));
    }

    private static InputStream resource() {
        return Objects.requireNonNull(RayConsoleTest.class.getResourceAsStream("job_submission_stub.py"));
    }

    private Ended run(String text, String input) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", text).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.redirectError(folder.resolve("err").toFile()).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(folder.resolve("err")));
    }
}
