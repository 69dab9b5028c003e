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

/** TLS of both ends: version 1.3 only, the cluster's CA only, Java's own implementation. */
final class Tls {
    /** One: a second would only cost its set-up in every start. */
    private static final String[] GROUPS = {"x25519"};

    static {
        // Netty would start Java's flight recorder to tell it about buffers: 60 ms of every start.
        System.setProperty("io.grpc.netty.shaded.io.netty.jfr.enabled", "false");
    }

    private Tls() {}

    static SslContext client(Identity identity) {
        return built(SslContextBuilder.forClient().keyManager(new FixedIdentity(identity)), identity);
    }

    static SslContext server(Identity identity) {
        return built(SslContextBuilder.forServer(new FixedIdentity(identity)).clientAuth(ClientAuth.REQUIRE), identity);
    }

    /** What GrpcSslContexts would set, without its search for implementations. */
    private static SslContext built(SslContextBuilder builder, Identity identity) {
        try {
            SslContext context = builder.sslProvider(SslProvider.JDK)
                    .trustManager(trusting(identity.authority()))
                    .protocols("TLSv1.3")
                    .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            "h2"))
                    .build();
            return new OneGroup(context);
        } catch (SSLException e) {
            throw new IllegalArgumentException("the identity cannot be used for TLS", e);
        }
    }

    private static TrustManagerFactory trusting(X509Certificate authority) {
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

    private static final class OneGroup extends DelegatingSslContext {
        OneGroup(SslContext context) {
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
