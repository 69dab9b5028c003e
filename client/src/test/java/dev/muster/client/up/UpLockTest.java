package dev.muster.client.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bootstrap.BootstrapScript;
import dev.muster.ssh.local.LocalShellHost;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses a real shell and the kernel's lock. */
class UpLockTest {
    @TempDir
    Path folder;

    private Path root;
    private UpLock lock;

    @BeforeEach
    void name() {
        root = folder.resolve("root");
        lock = new UpLock(new LocalShellHost("head", folder), root.toString(), "test", "ada@laptop");
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
        Map<String, String> variables = Map.of("root", root.toString(), "cluster", "test", "who", "ada");
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
    void refusesASecondUpAndNamesTheHolder() throws Exception {
        UserError refused = lock.whileHeld(() -> {
            try {
                return lock.whileHeld(() -> new UserError("both had it"));
            } catch (UserError e) {
                return e;
            }
        });

        assertThat(refused.text()).startsWith("another 'up' of test is running: held by ada@laptop, since ");
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
