package dev.muster.ssh.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.testkit.ssh.SshServerFault;
import dev.muster.testkit.ssh.TestSshServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host that will be used soon is connected in advance. */
@Timeout(60)
class ApproachTest extends SshTest {
    @Test
    void usesTheConnectionThatWasOpenedInAdvance() throws Exception {
        TestSshServer server = servers.start();
        try (RemoteHost host = fixture.hosts().host(fixture.target(server))) {
            host.approach();
            host.approach();

            assertThat(host.run(RemoteCommand.of("echo one")).out()).isEqualTo("one\n");
            assertThat(host.run(RemoteCommand.of("echo two")).out()).isEqualTo("two\n");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void reportsTheFailureAtTheNextCall() {
        TestSshServer server = servers.start(SshServerFault.WRONG_KEY);
        try (RemoteHost host = fixture.hosts().host(fixture.target(server))) {
            host.approach();

            assertThatThrownBy(() -> host.run(RemoteCommand.of("true"))).isInstanceOf(RemoteFailure.class);
        }
    }

    @Test
    void closesAConnectionThatNobodyUsed() throws Exception {
        TestSshServer server = servers.start();
        RemoteHost host = fixture.hosts().host(fixture.target(server));
        host.approach();

        host.close();

        assertThatThrownBy(() -> host.run(RemoteCommand.of("true"))).isInstanceOf(RemoteFailure.class);
    }

    @Test
    void reportsAPortThatIsInUse() throws Exception {
        TestSshServer server = servers.start();
        try (RemoteHost host = fixture.hosts().host(fixture.target(server))) {
            assertThatThrownBy(() -> host.forward(server.port(), 80))
                    .hasMessageContaining("cannot listen on port " + server.port() + " of this machine");
        }
    }
}
