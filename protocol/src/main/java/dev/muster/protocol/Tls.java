package dev.muster.protocol;

import dev.muster.protocol.identity.Identity;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2SecurityUtil;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.DelegatingSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.netty.shaded.io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** The TLS settings of both ends: version 1.3 only, only the cluster's CA is trusted, and Java's own implementation. */
final class Tls {
    /** A single group, because each further one would cost time at every start. */
    private static final String[] GROUPS = {"x25519"};

    static {
        // Otherwise Netty starts Java's flight recorder, which costs 60 ms at every start.
        System.setProperty("io.grpc.netty.shaded.io.netty.jfr.enabled", "false");
    }

    private Tls() {}

    static SslContext client(Identity identity) {
        return build(SslContextBuilder.forClient().keyManager(new TlsKey(identity)), identity);
    }

    static SslContext server(Identity identity) {
        return build(SslContextBuilder.forServer(new TlsKey(identity)).clientAuth(ClientAuth.REQUIRE), identity);
    }

    /** The same settings as those of GrpcSslContexts, but without its search for TLS implementations. */
    private static SslContext build(SslContextBuilder builder, Identity identity) {
        try {
            SslContext context = builder.sslProvider(SslProvider.JDK)
                    .trustManager(trustOnly(identity.authority()))
                    .protocols("TLSv1.3")
                    .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            "h2"))
                    .build();
            return new SingleGroupContext(context);
        } catch (SSLException e) {
            throw new IllegalArgumentException("the identity cannot be used for TLS", e);
        }
    }

    private static TrustManagerFactory trustOnly(X509Certificate authority) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", authority);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the cluster's CA certificate cannot be used for TLS", e);
        }
    }

    private static final class SingleGroupContext extends DelegatingSslContext {
        SingleGroupContext(SslContext context) {
            super(context);
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setNamedGroups(GROUPS);
            engine.setSSLParameters(parameters);
        }
    }
}
