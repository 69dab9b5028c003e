package dev.muster.launcher.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.failure.UserError;
import dev.muster.core.port.RemoteCommand;
import dev.muster.ssh.local.LocalShellHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogArchivesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void savesTheLogsOfNodesAndSetUpsWithoutTheHead() throws Exception {
        Files.createDirectories(folder.resolve("root/lab/head/logs"));
        Files.createDirectories(folder.resolve("root/lab/head/control/logs/cpu-1"));
        Files.writeString(folder.resolve("root/lab/head/logs/head.log"), "begins\n");
        Files.writeString(folder.resolve("root/lab/head/control/logs/cpu-1/setup.log"), "conda: not found\n");
        Files.writeString(folder.resolve("root/lab/head/control/ca.key"), "secret");

        try (LocalShellHost host = new LocalShellHost("vm1", folder)) {
            logs().save(host, Optional.of(folder.resolve("root").toString()));

            String listed = host.run(RemoteCommand.of("tar -tzf saved/lab-vm1-logs.tar.gz"))
                    .out();
            assertThat(listed)
                    .contains("head/logs/head.log", "head/control/logs/cpu-1/setup.log")
                    .doesNotContain("ca.key");
            assertThat(Files.getPosixFilePermissions(folder.resolve("saved/lab-vm1-logs.tar.gz")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void writesNoArchiveForAHostWithoutLogs() throws Exception {
        try (LocalShellHost host = new LocalShellHost("vm1", folder)) {
            logs().save(host, Optional.of(folder.resolve("root").toString()));
        }

        assertThat(folder.resolve("saved")).isEmptyDirectory();
    }

    @Test
    void followsNoLinkInPlaceOfAnArchive() throws Exception {
        Path own = Files.writeString(folder.resolve("own"), "precious");
        Files.createDirectories(folder.resolve("saved"));
        Files.createSymbolicLink(folder.resolve("saved/lab-vm1-logs.tar.gz"), own);

        try (LocalShellHost host = new LocalShellHost("vm1", folder)) {
            assertThatThrownBy(() ->
                            logs().save(host, Optional.of(folder.resolve("root").toString())))
                    .isInstanceOf(UserError.class);
        }

        assertThat(own).hasContent("precious");
    }

    private LogArchives logs() {
        return new LogArchives(folder.resolve("saved"), "lab");
    }
}
