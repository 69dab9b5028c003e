package dev.muster.protocol;

import dev.muster.protocol.identity.CertificateSubject;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import io.grpc.netty.shaded.io.netty.util.ReferenceCountUtil;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;

/** First in the pipeline of a connection until its TLS handshake is done: closes one that sends more than a handshake needs. */
final class HandshakeGuard extends ChannelInboundHandlerAdapter {
    private static final int RECORD_HEADER = 5;

    private final int mostBytes;
    private final Consumer<Optional<CertificateSubject>> done;
    private final Runnable tooMuch;
    private long seen;

    /**
     * @param done called when the handshake has succeeded, with the subject of the certificate that was presented
     * @param tooMuch called when the connection is closed because of what it sent
     */
    HandshakeGuard(int mostBytes, Consumer<Optional<CertificateSubject>> done, Runnable tooMuch) {
        this.mostBytes = mostBytes;
        this.done = done;
        this.tooMuch = tooMuch;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        boolean isFirst = seen == 0;
        ByteBuf bytes = (ByteBuf) message;
        seen += bytes.readableBytes();
        if (isFirst && announcesTooMuch(bytes)) {
            ReferenceCountUtil.release(message);
            close(context);
            return;
        }
        context.fireChannelRead(message);
        look(context);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        look(context);
    }

    /** The length of the first TLS record: whoever announces more than it may send is not waited for. */
    private boolean announcesTooMuch(ByteBuf bytes) {
        return bytes.readableBytes() >= RECORD_HEADER
                && bytes.getUnsignedShort(bytes.readerIndex() + RECORD_HEADER - 2) > mostBytes;
    }

    /** Afterwards, because what ends the handshake may come together with the first request. */
    private void look(ChannelHandlerContext context) {
        if (context.isRemoved()) {
            return;
        }
        SslHandler tls = context.pipeline().get(SslHandler.class);
        if (tls != null && tls.handshakeFuture().isSuccess()) {
            context.pipeline().remove(this);
            done.accept(subject(tls));
        } else if (seen > mostBytes && context.channel().isActive()) {
            close(context);
        }
    }

    private static Optional<CertificateSubject> subject(SslHandler tls) {
        try {
            Certificate[] chain = tls.engine().getSession().getPeerCertificates();
            return chain[0] instanceof X509Certificate certificate
                    ? CertificateSubject.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    private void close(ChannelHandlerContext context) {
        tooMuch.run();
        context.close();
    }
}
