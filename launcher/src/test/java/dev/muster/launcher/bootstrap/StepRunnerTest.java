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
import dev.muster.launcher.Marker;
import dev.muster.launcher.bootstrap.PlannedStep.Need;
import dev.muster.ssh.local.LocalShellHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what is reported of a failed step's output, however much there is. */
class StepRunnerTest {
    private static final NodeKey KEY = NodeKey.worker("worker", 1);
    private static final int MEBIBYTE = 1 << 20;
    /** A generous limit: backtracking would take half an hour. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final List<Event> events = new ArrayList<>();

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
        BootstrapStep step = new BootstrapStep(StepIds.SETUP, "digest", _ -> new RunResult(1, "", output));
        NodeShell shell = new NodeShell(
                new LocalShellHost("worker-1", folder),
                new Marker(new ClusterId("0123456789abcdef"), KEY),
                folder.toString(),
                folder.resolve("test/worker-1").toString(),
                OutputSink.NONE);
        StepRunner runner = new StepRunner(KEY, shell, events::add, new SystemTime());
        return catchThrowableOfType(
                RemoteFailure.class, () -> runner.run(List.of(new PlannedStep(step, Need.CHANGED))));
    }
}
