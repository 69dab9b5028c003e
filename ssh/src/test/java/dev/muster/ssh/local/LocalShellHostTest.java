package dev.muster.ssh.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.testkit.port.RemoteHostContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalShellHostTest extends RemoteHostContract {
    @TempDir
    Path home;

    @Override
    protected RemoteHost open() {
        return new LocalShellHost("here", home);
    }

    @Test
    void givesCommandsAHomeOfTheirOwnAndNothingOfTheCallers() throws Exception {
        try (RemoteHost host = open()) {
            String seen = host.run(RemoteCommand.of("env")).out();

            assertThat(seen)
                    .contains("HOME=" + home)
                    .doesNotContain("JAVA_HOME")
                    .doesNotContain("XDG_");
        }
    }

    /** A {@code sudo} that asks for a password finds nobody to ask, and ends. */
    @Test
    void hasNoTerminal() throws Exception {
        try (RemoteHost host = open()) {
            String told = "cut -d' ' -f6 /proc/$$/stat; echo $$; (exec 3<>/dev/tty) 2>/dev/null && echo terminal";
            List<String> lines = host.run(RemoteCommand.of(told)).out().lines().toList();

            assertThat(lines).as("a session of its own, without a terminal").hasSize(2);
            assertThat(lines.getFirst()).isEqualTo(lines.getLast());
        }
    }

    @Test
    void startsInTheHome() throws Exception {
        try (RemoteHost host = open()) {
            assertThat(host.run(RemoteCommand.of("pwd -P")).out().strip())
                    .isEqualTo(home.toRealPath().toString());
        }
    }
}
