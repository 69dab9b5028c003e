package dev.muster.protocol;

import dev.muster.core.ClusterId;
import dev.muster.core.port.Time;
import dev.muster.protocol.identity.Identity;
import io.grpc.BindableService;
import io.grpc.Server;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The one port of the head. TLS 1.3 only, a certificate of the cluster's CA from both ends; nodes reach {@link NodeEndpoint}, operators {@link
 * ControlEndpoint}, nobody else anything.
 */
public final class HeadServer implements AutoCloseable {
    private static final int MOST_PORTS = 100;

    private final ServerWiring wiring;
    private final Server server;
    private final int port;

    private HeadServer(ServerWiring wiring, Server server) {
        this.wiring = wiring;
        this.server = server;
        this.port = server.getPort();
    }

    /**
     * Listens when it returns.
     *
     * @param first where to listen; where the port is taken the next free one of a hundred; port 0: any
     * @param identity the head's: its certificate carries the DNS name {@code Subject.headName(clusterId)}
     * @param services a {@link NodeEndpoint} and a {@link ControlEndpoint}
     * @throws IOException where it cannot listen there
     */
    public static HeadServer start(
            InetSocketAddress first, ClusterId clusterId, Identity identity, List<BindableService> services, Time time)
            throws IOException {
        return start(first, clusterId, identity, services, time, ServerBounds.DEFAULT);
    }

    static HeadServer start(
            InetSocketAddress first,
            ClusterId clusterId,
            Identity identity,
            List<BindableService> services,
            Time time,
            ServerBounds bounds)
            throws IOException {
        Authorisation authorisation = new Authorisation(clusterId, time);
        ServerWiring wiring = new ServerWiring(bounds);
        try {
            for (int next = 0; ; next++) {
                InetSocketAddress address = new InetSocketAddress(first.getAddress(), first.getPort() + next);
                Server server = wiring.server(address, identity, authorisation, services);
                try {
                    return new HeadServer(wiring, server.start());
                } catch (IOException e) {
                    if (!(e.getCause() instanceof BindException)
                            || next + 1 == MOST_PORTS
                            || address.getPort() == 65_535) {
                        throw e;
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            wiring.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    /** Ends all calls and frees the port; takes two seconds at most. */
    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            wiring.close();
        }
    }
}
