package dev.muster.protocol;

import dev.muster.core.ClusterId;
import dev.muster.core.port.Time;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import io.grpc.BindableService;
import io.grpc.Server;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The head's gRPC server, on a single port. It accepts TLS 1.3 only, and both ends must have a certificate of the cluster's CA. Nodes may call
 * {@link NodeEndpoint} and operators may call {@link ControlEndpoint}; all other calls are refused.
 */
public final class HeadServer implements AutoCloseable {
    private static final int MAX_PORTS = 100;

    private final ServerWiring wiring;
    private final Server server;
    private final int port;

    private HeadServer(ServerWiring wiring, Server server) {
        this.wiring = wiring;
        this.server = server;
        this.port = server.getPort();
    }

    /**
     * Starts a server. It is listening when this method returns.
     *
     * @param first the address to listen on. If its port is taken, the next free port of the following hundred is used. Port 0 means any free port.
     * @param identity of the head; its certificate has the DNS name {@link CertificateSubject#headName}
     * @param services a {@link NodeEndpoint} and a {@link ControlEndpoint}
     * @throws IOException if no port could be opened
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
            for (int offset = 0; ; offset++) {
                InetSocketAddress address = new InetSocketAddress(first.getAddress(), first.getPort() + offset);
                Server server = wiring.server(address, identity, authorisation, services);
                try {
                    return new HeadServer(wiring, server.start());
                } catch (IOException e) {
                    if (!(e.getCause() instanceof BindException)
                            || offset + 1 == MAX_PORTS
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

    /** The port that is in use. */
    public int port() {
        return port;
    }

    /** Ends all calls and frees the port. Takes at most two seconds. */
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
