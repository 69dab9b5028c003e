package dev.muster.client.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.client.ClusterRef;
import dev.muster.client.UpIsRunning;
import dev.muster.core.FanOut;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bootstrap.BootstrapScript;
import dev.muster.ssh.local.LocalShellHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses a real shell and the kernel's lock. */
class UpLockTest {
    @TempDir
    Path folder;

    /** Unique to this test, because its processes are found by it. */
    private final String id =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    private Path root;
    private UpLock lock;

    @BeforeEach
    void name() {
        root = folder.resolve("root");
        lock = lock("ada@laptop", false);
    }

    private UpLock lock(String operator, boolean endsOther) {
        return new UpLock(
                new LocalShellHost("head", folder),
                root.toString(),
                "test",
                operator,
                endsOther,
                new ClusterRef.Known("test"),
                "end it: cluster up c.yaml --end-other",
                Duration.ofMinutes(1));
    }

    @Test
    void existsWhileTheWorkRuns() throws Exception {
        boolean held = lock.whileHeld(() -> root.resolve(".up-test").toFile().exists());

        assertThat(held).isTrue();
        assertThat(root).doesNotExist();
    }

    /** The same happens when the connection to the operator's machine breaks. */
    @Test
    void isGoneAfterItsShellIsKilled() throws Exception {
        Map<String, String> variables = Map.of("root", root.toString(), "cluster", "test", "who", "ada", "end", "no");
        String script = ShellScript.of(BootstrapScript.UP_LOCK, variables).text();
        Process shell = new ProcessBuilder("setsid", "sh", "-c", script).start();
        try (BufferedReader out = shell.inputReader()) {
            assertThat(out.readLine()).isEqualTo("locked");
            new ProcessBuilder("sh", "-c", "kill -TERM -" + shell.pid()).start().waitFor();
            shell.waitFor();
        }

        assertThat(root).doesNotExist();
    }

    @Test
    void refusesASecondUpAndNamesTheHolderAndTheStep() throws Exception {
        UpIsRunning refused = lock.whileHeld(() -> {
            writeHeadFolder();
            Process step = startStep();
            try {
                return lock("eve@desk", false).whileHeld(() -> new UpIsRunning("both had it", ""));
            } catch (UpIsRunning e) {
                return e;
            } finally {
                step.destroyForcibly();
            }
        });

        assertThat(refused.text().lines())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .matches("another 'up' of test is running: ada@laptop started it [0-9]+ s ago"),
                        second -> assertThat(second).matches("head: 'setup' has been running for [0-9]+ s"));
        assertThat(refused.hint()).isEqualTo("wait until it ends, or end it: cluster up c.yaml --end-other");
    }

    @Test
    void endsAnotherUpAndTheStepThatItRuns() throws Exception {
        CountDownLatch locked = new CountDownLatch(1);
        AtomicReference<Process> step = new AtomicReference<>();
        Callable<Object> first = () -> {
            try {
                return lock.whileHeld(() -> {
                    writeHeadFolder();
                    step.set(startStep());
                    locked.countDown();
                    new CountDownLatch(1).await();
                    return "never";
                });
            } catch (UserError ended) {
                return ended;
            }
        };
        Callable<Object> second = () -> {
            locked.await();
            return lock("eve@desk", true)
                    .whileHeld(() -> step.get().waitFor(20, TimeUnit.SECONDS) ? "worked" : "the step runs");
        };

        List<Object> results = new FanOut(2).all(List.of(first, second));

        assertThat(results.get(1)).isEqualTo("worked");
        assertThat(results.getFirst())
                .isInstanceOfSatisfying(
                        UserError.class, ended -> assertThat(ended).hasMessage("eve@desk ended this 'up'"));
    }

    private void writeHeadFolder() throws IOException {
        Path head = Files.createDirectories(root.resolve("test/head"));
        Files.writeString(head.resolve("machine.properties"), "cluster_id=" + id + "\n");
    }

    /** Starts a process like those of the step {@code setup} of the head. */
    private Process startStep() throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "300");
        builder.environment().putAll(Map.of("MUSTER_NODE", id + "/head", "MUSTER_STEP", "setup"));
        return builder.start();
    }

    /** Somebody ends the shell that holds it, and another 'up' could begin. */
    @Test
    void theWorkEndsIfTheLockIsLost() {
        assertThatThrownBy(() -> lock.whileHeld(() -> {
                    new ProcessBuilder(
                                    "sh",
                                    "-c",
                                    "for fd in /proc/[0-9]*/fd/9; do [ \"$(readlink $fd)\" != \"$0\" ] ||"
                                            + " { pid=${fd#/proc/}; kill -KILL ${pid%%/*}; }; done",
                                    root.resolve(".up-test").toString())
                            .start()
                            .waitFor();
                    new CountDownLatch(1).await();
                    return "never";
                }))
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining("the process that held the lock of 'up' was ended there");
    }

    /** What fails in the work may break the connection first, and the lock with it. */
    @Test
    void aFailureOfTheWorkIsTheCauseAlsoIfTheLockBreaksWithIt() {
        assertThatThrownBy(() -> lock.whileHeld(() -> {
                    lock.host().close();
                    try {
                        new CountDownLatch(1).await();
                        return "never";
                    } catch (InterruptedException e) {
                        throw new UserError("the cause");
                    }
                }))
                .isInstanceOf(UserError.class)
                .hasMessage("the cause");
    }

    /** Otherwise the work would wait forever for the lock. */
    @Test
    void isRefusedIfOthersCanWriteTheRoot() throws Exception {
        Files.createDirectory(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> lock.whileHeld(() -> "worked"))
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining(root + " may be written by everybody");
    }
}
