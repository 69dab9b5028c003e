package dev.muster.ssh.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.testkit.port.RemoteHostContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This machine as a host: commands run in a clean environment, without a terminal. */
class LocalShellHostTest extends RemoteHostContract {
    @TempDir
    Path home;

    @Override
    protected RemoteHost open() {
        return new LocalShellHost("this-machine", home);
    }

    @Test
    void givesCommandsAnotherHomeAndACleanEnvironment() throws Exception {
        try (RemoteHost host = open()) {
            String environment = host.run(RemoteCommand.of("env")).out();

            assertThat(environment)
                    .contains("HOME=" + home)
                    .doesNotContain("JAVA_HOME")
                    .doesNotContain("XDG_");
        }
    }

    /** A {@code sudo} that asks for a password fails instead of waiting. */
    @Test
    void hasNoTerminal() throws Exception {
        try (RemoteHost host = open()) {
            String script = "cut -d' ' -f6 /proc/$$/stat; echo $$; (exec 3<>/dev/tty) 2>/dev/null && echo terminal";
            List<String> lines =
                    host.run(RemoteCommand.of(script)).out().lines().toList();

            assertThat(lines).as("a new session without a terminal").hasSize(2);
            assertThat(lines.getFirst()).isEqualTo(lines.getLast());
        }
    }

    @Test
    void startsCommandsInTheHome() throws Exception {
        try (RemoteHost host = open()) {
            assertThat(host.run(RemoteCommand.of("pwd -P")).out().strip())
                    .isEqualTo(home.toRealPath().toString());
        }
    }
}
