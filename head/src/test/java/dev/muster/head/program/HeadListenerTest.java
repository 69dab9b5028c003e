package dev.muster.head.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.port.Time;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.ca.CertificateAuthority;
import dev.muster.testkit.ManualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadListenerTest {
    private static final ClusterId CLUSTER = new ClusterId("0123456789abcdef");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ManualTime clock = ManualTime.of(1);
    private final List<Integer> moves = new ArrayList<>();
    private Runnable inNextRenewal = () -> {};

    @Test
    void keepsItsPortWhenItRenewsItsCertificate() throws Exception {
        try (HeadListener listener = open()) {
            int port = listener.port();
            clock.advance(Duration.ofDays(85));
            listener.renewIfDue();

            assertThat(listener.port()).isEqualTo(port);
            assertThat(moves).isEmpty();
        }
    }

    /** Another program took the port in the moment in which the server was closed. Nodes must learn the new port. */
    @Test
    void reportsAMoveToAnotherPort() throws Exception {
        List<ServerSocket> squatters = new ArrayList<>();
        try (HeadListener listener = open()) {
            int port = listener.port();
            clock.advance(Duration.ofDays(85));
            inNextRenewal = () -> squatters.add(take(port));
            listener.renewIfDue();

            assertThat(listener.port()).isNotEqualTo(port);
            assertThat(moves).containsExactly(listener.port());
        } finally {
            for (ServerSocket squatter : squatters) {
                squatter.close();
            }
        }
    }

    private static ServerSocket take(int port) {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HeadListener open() throws IOException, InterruptedException {
        Time time = new SquatterTime();
        CertificateAuthority authority = CertificateAuthority.open(folder, CLUSTER, time);
        HeadLocation location = new HeadLocation("c1", CLUSTER, folder, folder, "127.0.0.1");
        HeadListener listener = new HeadListener(location, authority, List.of(), time, Optional.empty(), 0);
        listener.onMove(moves::add);
        return listener;
    }

    /** The second look at the clock in a renewal signs the new certificate, when the server is closed already. */
    private final class SquatterTime implements Time {
        private int looks;

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public Instant wallClock() {
            looks++;
            if (looks > 2 && looks % 2 == 0) {
                inNextRenewal.run();
                inNextRenewal = () -> {};
            }
            return clock.wallClock();
        }

        @Override
        public void sleep(Duration duration) {
            clock.advance(duration);
        }

        @Override
        public double chance() {
            return 0;
        }
    }
}
