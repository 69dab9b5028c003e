package dev.muster.transfer;

import dev.muster.core.port.RemoteHost;
import dev.muster.ssh.local.LocalShellHost;
import java.nio.file.Files;

final class ShellTransferTest extends TransferContract {
    @Override
    protected RemoteHost open() throws Exception {
        return new LocalShellHost("here", Files.createDirectories(folder.resolve("home")));
    }
}
