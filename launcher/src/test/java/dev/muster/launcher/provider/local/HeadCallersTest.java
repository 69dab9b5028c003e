package dev.muster.launcher.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.launcher.Marker;
import dev.muster.launcher.bootstrap.NodeShell;
import dev.muster.ssh.local.LocalShellHost;
import dev.muster.testkit.ForwardingHost;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
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
            NodeShell head = new NodeShell(
                    new LocalShellHost("head", folder),
                    new Marker(new ClusterId("00000000deadbeef"), NodeKey.HEAD),
                    folder.toString(),
                    folder.toString(),
                    OutputSink.NONE);
            String port = server.getLocalPort() + "/127.0.0.1";

            assertThat(new HeadCallers(head).seenBy(sessionOf(server.getLocalPort(), host), port))
                    .containsExactly("127.0.0.1");
        }
    }

    /** The same host, where scripts run as in a session of the SSH server that listens at the port. */
    private static RemoteHost sessionOf(int port, RemoteHost host) {
        return new ForwardingHost(host) {
            @Override
            public RunResult run(RemoteCommand command) throws InterruptedException {
                String script = "SSH_CONNECTION='10.0.0.9 5 10.0.0.1 " + port + "'\n" + command.script();
                return host.run(new RemoteCommand(script, command.input(), command.deadline(), command.output()));
            }
        };
    }
}
