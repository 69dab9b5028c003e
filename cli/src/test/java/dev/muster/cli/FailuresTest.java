package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.config.Problem;
import dev.muster.core.failure.Bug;
import dev.muster.core.failure.InvalidConfig;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The message and the exit code of each kind of failure. */
class FailuresTest extends CommandTest {
    @Test
    void aUserErrorExitsWith2() {
        assertFails(new UserError("no", "do this"), 2, "cluster: no\n  do this\n");
    }

    @Test
    void aMissingClusterExitsWith1() {
        assertFails(new NoCluster("lab is not up", ""), 1, "cluster: lab is not up\n");
    }

    @Test
    void aProviderFailureExitsWith3() {
        assertFails(new ProviderFailure("aws", "no capacity", "wait", true), 3, "cluster: aws: no capacity\n  wait\n");
    }

    @Test
    void aRemoteFailureExitsWith4AndShowsTheLastLines() {
        assertFails(
                new RemoteFailure("vm1", "vm1: 'sh' exited 1", "look", false, List.of("one", "two\033[2J")),
                4,
                "cluster: vm1: 'sh' exited 1\n    one\n    two [2J\n  look\n");
    }

    /** The host that is dialled need not be the one that the message is about. */
    @Test
    void theMessageOfARemoteFailureIsPrintedAsItIs() {
        assertFails(
                new RemoteFailure("10.0.0.2", "cpu-1 (vm1): 'sh' exited 1", "", false, List.of()),
                4,
                "cluster: cpu-1 (vm1): 'sh' exited 1\n");
    }

    @Test
    void anInvalidFileExitsWith2AndShowsAllProblems() {
        Problem first = new Problem(
                Problem.Severity.ERROR, "lab.yaml", 3, 5, "max_worker", "unknown key", "did you mean 'max_workers'?");
        Problem second = new Problem(Problem.Severity.WARNING, "lab.yaml", 9, 1, "docker.pull", "is not used", "");

        assertFails(new InvalidConfig(List.of(first, second)), 2, """
                cluster: the config has an error
                  lab.yaml:3:5: error: max_worker: unknown key (did you mean 'max_workers'?)
                  lab.yaml:9:1: warning: docker.pull: is not used
                """);
        assertThat(run("validate", "-o", "json").err()).as("said once").isEmpty();
        assertThat(run("validate", "-o", "json").code()).isEqualTo(2);
        assertThat(run("validate", "-o", "json").out())
                .startsWith(
                        "{\"schema_version\":1,\"valid\":false,\"problems\":[{\"severity\":\"error\",\"file\":\"lab.yaml\",\"line\":3,");
    }

    @Test
    void aBugExitsWith70AndWritesItsTraceToAFile() throws IOException {
        clusters().failure = new IllegalStateException("odd");

        CommandRun.Ended ended = run("status");

        assertThat(ended.code()).isEqualTo(70);
        assertThat(ended.err()).startsWith("cluster: IllegalStateException: odd\n  this is a bug in Muster");
        String last = ended.err().lines().toList().getLast();
        assertThat(last).startsWith("cluster: the full trace is in ");
        Path file = Path.of(last.substring("cluster: the full trace is in ".length()));
        assertThat(Files.readString(file))
                .contains("IllegalStateException: odd")
                .contains("\tat ");
        Files.delete(file);
    }

    @Test
    void showsTheStackTraceOnlyWithVerbose() {
        clusters().failure = new UserError("no");

        assertThat(run("status").err()).isEqualTo("cluster: no\n");
        assertThat(run("status", "-v").err()).contains("\tat dev.muster.cli");
        assertThat(run("-v", "status").err()).contains("\tat dev.muster.cli");
    }

    @Test
    void aKnownBugKeepsItsMessage() {
        clusters().failure = new Bug("the head answered nonsense", new IllegalStateException());

        assertThat(run("status").err()).startsWith("cluster: the head answered nonsense\n");
    }

    private void assertFails(RuntimeException failure, int code, String message) {
        clusters().failure = failure;

        CommandRun.Ended ended = run("status");

        assertThat(ended).isEqualTo(new CommandRun.Ended(code, "", message));
    }
}
