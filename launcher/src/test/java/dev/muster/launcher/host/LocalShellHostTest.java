package dev.muster.launcher.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.testkit.port.RemoteHostContract;
import java.nio.file.Path;
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

    @Test
    void startsInTheHome() throws Exception {
        try (RemoteHost host = open()) {
            assertThat(host.run(RemoteCommand.of("pwd -P")).out().strip())
                    .isEqualTo(home.toRealPath().toString());
        }
    }
}
