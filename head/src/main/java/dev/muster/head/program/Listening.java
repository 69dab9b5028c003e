package dev.muster.head.program;

import dev.muster.core.port.Time;
import dev.muster.head.control.HeadPlace;
import dev.muster.head.identity.Authority;
import dev.muster.protocol.HeadServer;
import dev.muster.protocol.identity.Identity;
import io.grpc.BindableService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** The head's server; begun anew on the same port when its certificate grows old. */
public final class Listening implements AutoCloseable {
    private final HeadPlace place;
    private final Authority authority;
    private final List<BindableService> services;
    private final Time time;
    private Identity identity;
    private HeadServer server;

    /** @param wanted the port that this head had before, or where the search for one begins */
    public Listening(HeadPlace place, Authority authority, List<BindableService> services, Time time, int wanted)
            throws IOException {
        this.place = place;
        this.authority = authority;
        this.services = List.copyOf(services);
        this.time = time;
        this.identity = authority.server();
        this.server = start(Port.at(place.address(), wanted));
    }

    private HeadServer start(InetSocketAddress address) throws IOException {
        return HeadServer.start(address, place.clusterId(), identity, services, time);
    }

    public synchronized int port() {
        return server.port();
    }

    /** Daemons and watchers lose their stream for a moment and come back. */
    public synchronized void renewWhenDue() throws IOException, InterruptedException {
        if (!identity.isDueForRenewal(time.now())) {
            return;
        }
        InetSocketAddress address = Port.at(place.address(), server.port());
        server.close();
        identity = authority.server();
        Port.awaitFree(address, time);
        server = start(address);
    }

    @Override
    public synchronized void close() {
        server.close();
    }
}
