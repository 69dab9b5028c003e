package dev.muster.head.program;

import dev.muster.core.port.Time;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.ca.CertificateAuthority;
import dev.muster.protocol.HeadServer;
import dev.muster.protocol.identity.Identity;
import io.grpc.BindableService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The head's network server. It is started again on the same port when its certificate is due for renewal. */
public final class HeadListener implements AutoCloseable {
    private static final Duration RENEWAL_CHECK = Duration.ofHours(1);

    private final HeadLocation location;
    private final CertificateAuthority authority;
    private final List<BindableService> services;
    private final Time time;
    private Moved moved = port -> {};
    private Identity identity;
    private HeadServer server;

    /**
     * Starts to listen. If the head listened before, it first waits a while for that port to be free.
     *
     * @param lastPort the port that this head had before
     * @param firstPort where the search for a free port begins if it had none
     */
    public HeadListener(
            HeadLocation location,
            CertificateAuthority authority,
            List<BindableService> services,
            Time time,
            Optional<Integer> lastPort,
            int firstPort)
            throws IOException, InterruptedException {
        this.location = location;
        this.authority = authority;
        this.services = List.copyOf(services);
        this.time = time;
        InetSocketAddress address = ListenPort.at(location.address(), lastPort.orElse(firstPort));
        if (lastPort.isPresent()) {
            ListenPort.awaitFree(address, time);
        }
        this.identity = authority.server();
        this.server = start(address);
    }

    private HeadServer start(InetSocketAddress address) throws IOException {
        return HeadServer.start(address, location.clusterId(), identity, services, time);
    }

    /** Receives the new port. */
    @FunctionalInterface
    interface Moved {
        void to(int port) throws IOException;
    }

    /** Sets what is done if the old port is taken when the server starts again. */
    void onMove(Moved newMoved) {
        moved = newMoved;
    }

    public synchronized int port() {
        return server.port();
    }

    /** Checks every hour whether the certificate is due for renewal, until it is interrupted. */
    void runRenewal() throws IOException, InterruptedException {
        while (true) {
            time.sleep(RENEWAL_CHECK);
            renewIfDue();
        }
    }

    /** Daemons and watchers lose their stream for a moment and connect again. */
    synchronized void renewIfDue() throws IOException, InterruptedException {
        if (!identity.isDueForRenewal(time.wallClock())) {
            return;
        }
        InetSocketAddress address = ListenPort.at(location.address(), server.port());
        server.close();
        identity = authority.server();
        ListenPort.awaitFree(address, time);
        server = start(address);
        if (server.port() != address.getPort()) {
            moved.to(server.port());
        }
    }

    @Override
    public synchronized void close() {
        server.close();
    }
}
