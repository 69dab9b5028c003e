package dev.muster.head.program;

import dev.muster.core.port.Time;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.ca.CertificateAuthority;
import dev.muster.protocol.HeadServer;
import dev.muster.protocol.identity.Identity;
import io.grpc.BindableService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** The head's server; begun again on the same port when its certificate grows old. */
public final class HeadListener implements AutoCloseable {
    private final HeadLocation place;
    private final CertificateAuthority authority;
    private final List<BindableService> services;
    private final Time time;
    private Identity identity;
    private HeadServer server;

    /** @param wanted the port that this head had before, or where the search for one begins */
    public HeadListener(
            HeadLocation place, CertificateAuthority authority, List<BindableService> services, Time time, int wanted)
            throws IOException {
        this.place = place;
        this.authority = authority;
        this.services = List.copyOf(services);
        this.time = time;
        this.identity = authority.server();
        this.server = start(ListenPort.at(place.address(), wanted));
    }

    private HeadServer start(InetSocketAddress address) throws IOException {
        return HeadServer.start(address, place.clusterId(), identity, services, time);
    }

    public synchronized int port() {
        return server.port();
    }

    /** Daemons and watchers lose their stream for a moment and come back. */
    public synchronized void renewWhenDue() throws IOException, InterruptedException {
        if (!identity.isDueForRenewal(time.wallClock())) {
            return;
        }
        InetSocketAddress address = ListenPort.at(place.address(), server.port());
        server.close();
        identity = authority.server();
        ListenPort.awaitFree(address, time);
        server = start(address);
    }

    @Override
    public synchronized void close() {
        server.close();
    }
}
