package dev.muster.protocol;

import dev.muster.protocol.HandshakeSlots.Admission;
import dev.muster.protocol.RefusalLog.Cause;
import dev.muster.protocol.identity.CertificateSubject;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the number of open connections, and much more tightly the number of those that have not authenticated yet. A connection above a limit is closed
 * before anything is read from it, so the others are still served.
 */
final class BoundedServerChannel extends NioServerSocketChannel {
    private final ServerBounds bounds;
    private final HandshakeSlots<Channel> handshakes;
    private final RefusalLog refusals = new RefusalLog();
    private final AtomicInteger open = new AtomicInteger();
    private final PeerConnections<Channel> peers;

    BoundedServerChannel(ServerBounds bounds) {
        this.bounds = bounds;
        this.handshakes = new HandshakeSlots<>(bounds.handshakes());
        this.peers =
                new PeerConnections<>(bounds.peers().ofOneNode(), bounds.peers().ofOneOperator());
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int before = accepted.size();
        super.doReadMessages(accepted);
        for (int i = accepted.size() - 1; i >= before; i--) {
            NioSocketChannel connection = (NioSocketChannel) accepted.get(i);
            if (!admit(connection)) {
                accepted.remove(i);
                connection.unsafe().closeForcibly();
            }
        }
        return accepted.size() - before;
    }

    private boolean admit(NioSocketChannel connection) {
        long now = System.nanoTime();
        if (open.incrementAndGet() > bounds.connections()) {
            open.decrementAndGet();
            refusals.add(Cause.TOO_MANY_CONNECTIONS, now);
            return false;
        }
        Admission<Channel> admission = handshake(connection, now);
        admission.evicted().ifPresent(slow -> {
            slow.pipeline().firstContext().close();
            refusals.add(Cause.HANDSHAKE_TOO_SLOW, now);
        });
        if (!admission.admitted()) {
            open.decrementAndGet();
            refusals.add(Cause.TOO_MANY_HANDSHAKES, now);
            return false;
        }
        watch(connection);
        return true;
    }

    /** It may have been reset since: then it has no address any more. */
    private Admission<Channel> handshake(NioSocketChannel connection, long now) {
        InetSocketAddress remote = connection.remoteAddress();
        return remote == null
                ? new Admission<>(false, Optional.empty())
                : handshakes.admit(connection, remote.getAddress(), now);
    }

    private void watch(NioSocketChannel connection) {
        HandshakeGuard guard = new HandshakeGuard(
                bounds.handshakes().bytes(),
                subject -> {
                    handshakes.free(connection);
                    subject.ifPresent(known -> count(known, connection));
                },
                () -> refusals.add(Cause.HANDSHAKE_TOO_LARGE, System.nanoTime()));
        connection.pipeline().addFirst(guard);
        connection.closeFuture().addListener(_ -> {
            open.decrementAndGet();
            handshakes.free(connection);
        });
    }

    private void count(CertificateSubject subject, NioSocketChannel connection) {
        connection.closeFuture().addListener(_ -> peers.remove(subject, connection));
        peers.add(subject, connection).ifPresent(tooMany -> {
            refusals.add(Cause.TOO_MANY_OF_ONE_PEER, System.nanoTime());
            tooMany.pipeline().firstContext().close();
        });
    }
}
