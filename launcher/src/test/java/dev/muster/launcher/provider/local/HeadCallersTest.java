package dev.muster.launcher.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.FanOut;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.ssh.local.LocalShellHost;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadCallersTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void readsAddressesAsTheKernelPrintsThem() {
        assertThat(HeadCallers.addresses(
                        "noise\nmuster-callers 1\ncaller=0200000A\ncaller=0000000000000000FFFF00000300000A\n"
                                + "caller=B80D0120000000000000000001000000\ncaller=0200000A\n"))
                .containsExactly("10.0.0.2", "10.0.0.3", "2001:db8:0:0:0:0:0:1");
    }

    @Test
    void skipsWhatIsNoAddress() {
        assertThat(HeadCallers.addresses("muster-callers 1\ncaller=\"x\ncaller=0200\nother=0200000A\n"))
                .isEmpty();
        assertThat(HeadCallers.addresses("")).isEmpty();
    }

    /** The port stands for that of the host's SSH server. */
    @Test
    void aHostSeesWhoOpensThreeConnectionsAtOnce() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                LocalShellHost host = new LocalShellHost("vm1", folder)) {
            String session = "SSH_CONNECTION='10.0.0.9 5 10.0.0.1 " + server.getLocalPort() + "'\n";
            List<Callable<RunResult>> both = List.of(
                    () -> host.run(RemoteCommand.of(session
                            + ShellScript.call(LibraryPart.PORTS, "print_callers")
                                    .text())),
                    () -> host.run(RemoteCommand.of(ShellScript.call(
                                    LibraryPart.PORTS, "hold_connections", server.getLocalPort() + "/127.0.0.1")
                            .text())));

            String answer = new FanOut(2).all(both).getFirst().out();

            assertThat(HeadCallers.addresses(answer)).containsExactly("127.0.0.1");
        }
    }
}
