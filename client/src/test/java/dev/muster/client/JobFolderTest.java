package dev.muster.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under bash, in which the environment of a node runs. */
class JobFolderTest {
    @TempDir
    Path folder;

    @Test
    void isRemovedAfterTheCommandWhoseExitCodeIsKept() throws Exception {
        assertThat(run("cat; test -d " + Shell.quote(copy().toString()) + " && exit 7"))
                .isEqualTo(7);

        assertThat(copy()).doesNotExist();
    }

    @Test
    void isRemovedIfTheCommandReplacesItsShell() throws Exception {
        assertThat(run("exec true")).isZero();

        assertThat(copy()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void isRemovedIfASignalEndsTheCommand(String signal) throws Exception {
        assertThat(run("kill -" + signal + " 0; sleep 60")).isNotZero();

        assertThat(copy()).doesNotExist();
    }

    /** The name shows that the path is quoted. */
    private Path copy() {
        return folder.resolve("it's $HOME");
    }

    private int run(String text) throws IOException, InterruptedException {
        Files.createDirectories(copy());
        String script = new JobFolder(copy().toString()).removedAfter(text);
        // A session of its own, so that the signals reach only this command.
        Process process = new ProcessBuilder("setsid", "--wait", "bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }
}
