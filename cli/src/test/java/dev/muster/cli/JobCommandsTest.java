package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.console.StopSignal;
import dev.muster.core.NodeState;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobCommandsTest extends CommandTest {
    private static final String JOBS = """
            muster-engine-jobs 1
            id=train-1
            status=failed
            command=python train.py
            started_ms=1772359190000
            ended_ms=1772359195000
            exit_code=7
            message=the command exited with 7
            driver=01000000
            status=running
            """;

    private FakeHost head = new FakeHost("");

    @BeforeEach
    void aHeadWithAJobServer() {
        head = clusters().addNode("head", "head", "vm1", NodeState.READY);
    }

    @Test
    void submitsWordsAndShellTextAsExecTakesThem() {
        run("job", "submit", "--submission-id", "a", "--", "python", "a b.py", "$HOME");
        run("job", "submit", "--submission-id", "b", "cd /data && ./run | tail");

        assertThat(head.scripts)
                .containsExactly(
                        "env; submit a and wait: python 'a b.py' '$HOME'",
                        "env; submit b and wait: cd /data && ./run | tail");
    }

    @Test
    void passesOnTheOutputAndTheExitCodeOfTheJob() {
        head.out = "epoch 1\n";
        head.code = 7;

        CommandRun.Ended ended = run("job", "submit", "--submission-id", "a", "--", "x");

        assertThat(ended).isEqualTo(new CommandRun.Ended(7, "epoch 1\n", "cluster: submitting job a\n"));
    }

    @Test
    void makesAnIdIfNoneIsGiven() {
        run("job", "submit", "--", "x");

        assertThat(head.scripts).containsExactly("env; submit job-800000000000 and wait: x");
    }

    @Test
    void printsOnlyTheIdWithNoWait() {
        CommandRun.Ended ended = run("job", "submit", "cluster.yaml", "--no-wait", "--submission-id", "a", "--", "x");

        assertThat(head.scripts).containsExactly("env; submit a: x");
        assertThat(ended)
                .isEqualTo(new CommandRun.Ended(
                        0, "a\n", "cluster: to see its output: cluster job logs cluster.yaml -f a\n"));
    }

    @Test
    void printsNoIdIfTheJobWasRefused() {
        head.code = 1;
        head.err = "there is a job 'a' already\n";

        assertThat(run("job", "submit", "--no-wait", "--submission-id", "a", "--", "x"))
                .isEqualTo(new CommandRun.Ended(1, "", "there is a job 'a' already\n"));
    }

    @Test
    void saysThatTheJobContinuesAfterCtrlC() {
        command.window = FakeWindow.NONE.withSignal(StopSignal.INT);

        CommandRun.Ended ended = run("job", "submit", "--submission-id", "a", "--", "x");

        assertThat(ended.code()).isEqualTo(130);
        assertThat(ended.err()).endsWith("cluster: job a continues; to stop it: cluster job stop a\n");
    }

    @Test
    void passesTheRuntimeEnvironmentThroughStandardInput() throws IOException {
        Files.writeString(folder.resolve("env.yaml"), "pip: [tqdm]\n");

        run("job", "submit", "--runtime-env-json", "{\"env_vars\": {\"KEY\": \"secret\"}}", "--", "x");
        run("job", "submit", "--runtime-env", "env.yaml", "--", "x");
        run("job", "submit", "--", "x");

        assertThat(head.inputs).containsExactly("{\"env_vars\": {\"KEY\": \"secret\"}}", "pip: [tqdm]\n", "");
        assertThat(head.scripts).noneMatch(script -> script.contains("secret"));
    }

    @Test
    void doesNotRepeatARuntimeEnvironmentThatIsInvalid() {
        assertThat(run("job", "submit", "--runtime-env-json", "{\"KEY\": secret}", "--", "x")
                        .err())
                .doesNotContain("secret");
    }

    @Test
    void sendsTheFolderFirstAndRemovesItsCopy() throws IOException {
        Files.createDirectories(folder.resolve("my code"));
        Files.writeString(folder.resolve("my code/a.py"), "print(1)\n");
        head.out = "muster-look 1\0/there\0\0\0";

        run("job", "submit", "--working-dir", "my code", "--submission-id", "a", "--", "python", "a.py");

        String copy = "/var/tmp/muster/lab/head/jobs/a";
        assertThat(head.scripts).hasSizeGreaterThan(1);
        assertThat(head.scripts.getFirst()).contains(copy);
        assertThat(head.scripts.getLast())
                .isEqualTo("env; trap 'rm -rf -- " + copy + "' EXIT\n(\nsubmit a and wait in " + copy
                        + ": python a.py\n)\n");
    }

    @Test
    void listsJobs() {
        head.out = JOBS;

        assertThat(run("job", "list")).isEqualTo(new CommandRun.Ended(0, """
                        JOB       STATUS   AGE  TOOK  EXIT  COMMAND
                        train-1   failed   10s    5s     7  python train.py
                        01000000  running                   (driver)
                        """, ""));
        assertThat(head.scripts).containsExactly("env; jobs");
    }

    @Test
    void showsOneJobWithItsMessage() {
        head.out = JOBS;

        assertThat(run("job", "status", "train-1").out()).contains("train-1: the command exited with 7\n");
        assertThat(head.scripts).containsExactly("env; job train-1");
    }

    @Test
    void printsWhyTheEngineRefused() {
        head.code = 1;
        head.err = "there is no job 'a'\n";

        assertThat(run("job", "status", "a")).isEqualTo(new CommandRun.Ended(1, "", "cluster: there is no job 'a'\n"));
    }

    @Test
    void followsTheLogsOfAJob() {
        head.out = "epoch 1\n";

        assertThat(run("job", "logs", "train-1")).isEqualTo(new CommandRun.Ended(0, "epoch 1\n", ""));
        run("job", "logs", "cluster.yaml", "-f", "train-1");

        assertThat(head.scripts).containsExactly("env; logs train-1", "env; follow train-1");
    }

    @Test
    void stopsAJob() {
        assertThat(run("job", "stop", "train-1").code()).isZero();
        run("job", "stop", "train-1", "--no-wait");

        assertThat(head.scripts).containsExactly("env; stop train-1 and wait", "env; stop train-1");
    }

    @Test
    void exitsWith255IfTheHeadIsUnreachable() {
        head.reachable = false;

        assertThat(run("job", "list").code()).isEqualTo(255);
        assertThat(run("job", "logs", "a").code()).isEqualTo(255);
    }

    @Test
    void failsWithoutAnEngineThatHasJobs() {
        clusters().console = Optional.empty();

        assertThat(run("job", "list").code()).isEqualTo(2);
        assertThat(run("job", "submit", "--", "x").code()).isEqualTo(2);
        assertThat(head.scripts).isEmpty();
    }
}
