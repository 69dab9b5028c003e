package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.muster.core.ClusterId;
import dev.muster.core.HostText;
import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RunResult;
import dev.muster.core.port.SystemTime;
import dev.muster.core.script.ShellScript;
import dev.muster.core.secret.SecretMask;
import dev.muster.launcher.Marker;
import dev.muster.launcher.bootstrap.PlannedStep.Need;
import dev.muster.ssh.local.LocalShellHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests what is reported of a failed step's output, however much there is. */
class StepRunnerTest {
    private static final NodeKey KEY = NodeKey.worker("worker", 1);
    private static final int MEBIBYTE = 1 << 20;
    /** A generous limit: backtracking would take half an hour. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private static final String SECRET = "s3cret-token";

    @TempDir
    Path folder;

    /** Unique to this test, because it finds processes by it among all of this machine. */
    private final ClusterId id =
            new ClusterId(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));

    private final List<Event> events = new ArrayList<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @Test
    void clipsALineOfOneMebibyteQuickly() {
        String line = "sudo: ".repeat(MEBIBYTE / 6);

        RemoteFailure failure = assertTimeoutPreemptively(AT_ONCE, () -> failure(line));

        assertThat(failure.text().length()).isLessThan(600);
        assertThat(failure.lastLines()).extracting(String::length).containsExactly(HostText.LONGEST_LINE);
        assertThat(events.getLast().details().get("last_lines").length()).isEqualTo(HostText.LONGEST_LINE);
    }

    @Test
    void keepsManyLongLinesUpToTheLimit() {
        String lines = ("x".repeat(100_000) + "\n").repeat(10) + "the last line";

        RemoteFailure failure = failure(lines);

        assertThat(String.join("\n", failure.lastLines()).length()).isLessThanOrEqualTo(HostText.LONGEST_TEXT);
        assertThat(failure.lastLines().getLast()).isEqualTo("the last line");
    }

    @Test
    void noControlCharactersOfAHostReachTheJournal() {
        RemoteFailure failure = failure("\u001b[31mred\u0007blue");

        assertThat(failure.text()).endsWith("[31mred blue");
        assertThat(events.toString()).doesNotContain("\u001b", "\u0007");
    }

    /** Processes outside of the step's process group would go on, and disturb the next attempt. */
    @Test
    @Timeout(60)
    void anEndedStepLeavesNoProcesses() throws Exception {
        Path ready = folder.resolve("ready");
        BootstrapStep step = new BootstrapStep(
                StepIds.SETUP,
                "digest",
                shell -> shell.run(ShellScript.raw("setsid sh -c 'echo $$ >" + ready + ".new; mv " + ready + ".new "
                        + ready + "; exec sleep 600' & sleep 600")));
        StepRunner runner = new StepRunner(KEY, shell(), events::add, new SystemTime(), SecretMask.NONE);
        Thread setUp = Thread.ofVirtual().start(() -> runUntilInterrupted(runner, step));
        while (!Files.exists(ready)) {
            Thread.onSpinWait();
        }
        long escaped = Long.parseLong(Files.readString(ready).strip());
        assertThat(commandOf(escaped)).isNotEmpty();

        setUp.interrupt();
        setUp.join();

        assertThat(commandOf(escaped)).isEmpty();
    }

    /** Returns nothing for a process that has ended, even if nobody has waited for it yet. */
    private static String commandOf(long process) throws IOException {
        try {
            return Files.readString(Path.of("/proc/" + process + "/cmdline"));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static void runUntilInterrupted(StepRunner runner, BootstrapStep step) {
        try {
            runner.run(List.of(new PlannedStep(step, Need.CHANGED)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The output is a command's own trace, in pieces as a network delivers it. */
    @Test
    void secretsAreMaskedInTheLogTheJournalAndTheFailure() {
        RemoteFailure failure = failure(shell -> {
            for (String piece : List.of("+ echo got s3", "cret-tok", "en\n")) {
                byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
                shell.output().accept(OutputSink.Stream.ERR, bytes, bytes.length);
            }
            return new RunResult(1, "", "x".repeat(HostText.LONGEST_LINE - 3) + SECRET + "\n+ echo got " + SECRET);
        });

        assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo("+ echo got ***\n");
        assertThat(failure.text()).endsWith("+ echo got ***");
        assertThat(failure.lastLines().toString()).doesNotContain("s3c");
        assertThat(failure.where().toString()).doesNotContain("s3c");
        assertThat(events.toString()).contains("got ***").doesNotContain("s3c");
    }

    @Test
    void secretsAreMaskedInWhatAStepThrows() {
        RemoteFailure failure = failure(shell -> {
            throw new RemoteFailure("h", "'curl " + SECRET + "' took too long", "", true, List.of("at " + SECRET));
        });

        assertThat(failure.text()).isEqualTo("'curl ***' took too long");
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.lastLines()).containsExactly("at ***");
        assertThat(events.toString()).doesNotContain(SECRET);
    }

    @Test
    void namesTheErrorAndNotTheAdviceThatFollowsIt() {
        RemoteFailure failure =
                failure("Collecting\nEnvironmentNameNotFound: Could not find conda environment: automl\n"
                        + "You can list all discoverable environments with `conda info --envs`.\n\n");

        assertThat(failure.text())
                .endsWith("exited 1: EnvironmentNameNotFound: Could not find conda environment: automl");
        assertThat(events.getLast().details()).containsEntry("last_lines", String.join("\n", failure.lastLines()));
    }

    @Test
    void namesTheLastLineIfNoneSoundsLikeAnError() {
        assertThat(failure("one\ntwo").text()).endsWith("exited 1: two");
    }

    private RemoteFailure failure(String output) {
        return failure(_ -> new RunResult(1, "", output));
    }

    private RemoteFailure failure(BootstrapStep.Work work) {
        BootstrapStep step = new BootstrapStep(StepIds.SETUP, "digest", work);
        StepRunner runner = new StepRunner(KEY, shell(), events::add, new SystemTime(), SecretMask.of(List.of(SECRET)));
        return catchThrowableOfType(
                RemoteFailure.class, () -> runner.run(List.of(new PlannedStep(step, Need.CHANGED))));
    }

    private NodeShell shell() {
        return new NodeShell(
                new LocalShellHost("worker-1", folder),
                new Marker(id, KEY),
                folder.toString(),
                folder.resolve("test/worker-1").toString(),
                (stream, bytes, length) -> log.write(bytes, 0, length));
    }
}
