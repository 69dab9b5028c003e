package dev.muster.protocol;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Limits the number of open connections. A connection above the limit is closed before anything is read from it, so the others are still served. */
final class BoundedServerChannel extends NioServerSocketChannel {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedServerChannel.class);

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    BoundedServerChannel(int most) {
        this.most = most;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int before = accepted.size();
        super.doReadMessages(accepted);
        for (int i = accepted.size() - 1; i >= before; i--) {
            Channel connection = (Channel) accepted.get(i);
            if (open.incrementAndGet() > most) {
                open.decrementAndGet();
                accepted.remove(i);
                connection.unsafe().closeForcibly();
                LOG.warn("refused a connection: {} are already open", most);
            } else {
                connection.closeFuture().addListener(_ -> open.decrementAndGet());
            }
        }
        return accepted.size() - before;
    }
}
