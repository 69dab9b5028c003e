package dev.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.DynamicMessage;
import dev.muster.core.ClusterId;
import dev.muster.core.node.NodeLink;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.wire.ControlGrpc;
import dev.muster.protocol.wire.NodeServiceGrpc;
import dev.muster.testkit.certificates.TestCertificates;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Makes every call of every service with every identity that is not allowed to. The head must refuse each one before any handler runs. */
class AccessTest {
    private static final ClusterId OTHER = new ClusterId("fedcba9876543210");
    private static final String THIS = "muster://" + TestHead.CLUSTER;
    private static TestHead head;

    @BeforeAll
    static void start() throws IOException {
        head = new TestHead();
    }

    @AfterAll
    static void stop() {
        head.close();
    }

    @AfterEach
    void noHandlerWasCalled() {
        assertThat(head.control.calls).isEmpty();
        assertThat(head.operators).isEmpty();
        assertThat(head.gate.hellos).isEmpty();
        assertThat(head.gate.reports).isEmpty();
    }

    private enum Intruder {
        WITHOUT_CERTIFICATE,
        SELF_SIGNED,
        EXPIRED,
        OF_ANOTHER_CLUSTER,
        OF_ANOTHER_CLUSTER_BUT_THIS_NAME,
        OF_THIS_CA_BUT_ANOTHER_CLUSTERS_NAME,
        OF_NO_KNOWN_KIND,
        OF_THE_HEAD_ITSELF,
        OF_THE_OTHER_SERVICE;

        TestCertificates.Issued against(String service) {
            String allowed = THIS + (service.equals(ControlGrpc.SERVICE_NAME) ? "/operator/ada@laptop" : "/cpu-1");
            String other = THIS + (service.equals(ControlGrpc.SERVICE_NAME) ? "/cpu-1" : "/operator/ada@laptop");
            TestCertificates foreign = new TestCertificates(OTHER, Instant.now());
            return switch (this) {
                case WITHOUT_CERTIFICATE, OF_THE_HEAD_ITSELF -> head.certificates.head();
                case SELF_SIGNED -> head.certificates.selfSigned(allowed);
                case EXPIRED -> head.certificates.withUri(allowed, Instant.now().minus(Duration.ofMinutes(1)));
                case OF_ANOTHER_CLUSTER -> foreign.withUri(allowed.replace(TestHead.CLUSTER.value(), OTHER.value()));
                case OF_ANOTHER_CLUSTER_BUT_THIS_NAME -> foreign.withUri(allowed);
                case OF_THIS_CA_BUT_ANOTHER_CLUSTERS_NAME ->
                    head.certificates.withUri(allowed.replace(TestHead.CLUSTER.value(), OTHER.value()));
                case OF_NO_KNOWN_KIND -> head.certificates.withUri(THIS + "/robot/r2d2");
                case OF_THE_OTHER_SERVICE -> head.certificates.withUri(other);
            };
        }
    }

    static Stream<Arguments> callsAndIntruders() {
        Collection<MethodDescriptor<?, ?>> methods = Stream.concat(
                        ControlGrpc.getServiceDescriptor().getMethods().stream(),
                        NodeServiceGrpc.getServiceDescriptor().getMethods().stream())
                .toList();
        return methods.stream()
                .flatMap(method -> Stream.of(Intruder.values())
                        .map(intruder -> Arguments.of(method.getFullMethodName(), intruder, method)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("callsAndIntruders")
    void everyCallOfAnIntruderIsRefused(String name, Intruder intruder, MethodDescriptor<Object, Object> method)
            throws Exception {
        ManagedChannel channel = channel(intruder, intruder.against(String.valueOf(method.getServiceName())));
        try {
            StatusRuntimeException refusal = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> ClientCalls.blockingServerStreamingCall(
                                    channel, method, CallOptions.DEFAULT, emptyRequest(method))
                            .hasNext());
            assertThat(refusal).as(name).isNotNull();
            assertThat(refusal.getStatus().getCode().name())
                    .isIn("UNAVAILABLE", "UNAUTHENTICATED", "PERMISSION_DENIED");
        } finally {
            channel.shutdownNow();
        }
    }

    private static Object emptyRequest(MethodDescriptor<Object, Object> method) {
        ProtoMethodDescriptorSupplier schema = (ProtoMethodDescriptorSupplier) method.getSchemaDescriptor();
        var empty =
                DynamicMessage.getDefaultInstance(schema.getMethodDescriptor().getInputType());
        return method.parseRequest(empty.toByteString().newInput());
    }

    private static ManagedChannel channel(Intruder intruder, TestCertificates.Issued issued) throws Exception {
        SslContextBuilder tls = SslContextBuilder.forClient()
                .trustManager(head.certificates.authority())
                .protocols("TLSv1.3");
        if (intruder != Intruder.WITHOUT_CERTIFICATE) {
            tls.keyManager(issued.keyPair().getPrivate(), issued.chain().getFirst());
        }
        return NettyChannelBuilder.forAddress(head.address())
                .overrideAuthority("head." + TestHead.CLUSTER)
                .sslContext(GrpcSslContexts.configure(tls, SslProvider.JDK).build())
                .directExecutor()
                .build();
    }

    @Test
    void aNodeCannotConnectWithTheCertificateOfAnother() throws InterruptedException {
        HeardListener listener = new HeardListener();
        try (NodeLink link =
                NodeClient.connect(head.address(), head.node("cpu-1"), TestHead.hello("cpu-2"), listener)) {
            assertThat(listener.next()).isEqualTo("lost: the certificate does not belong to the node in the hello");
        }
    }

    @Test
    void aNodeThatIsNotInTheRegistryIsSuperseded() throws InterruptedException {
        HeardListener listener = new HeardListener();
        head.gate.dead.add(TestHead.hello("cpu-66").node());
        try (NodeLink link =
                NodeClient.connect(head.address(), head.node("cpu-66"), TestHead.hello("cpu-66"), listener)) {
            assertThat(listener.next().toString()).startsWith("superseded: ");
        }
    }

    @Test
    void callsFailAfterTheOperatorsCertificateHasExpired() {
        try (ControlClient client = head.client()) {
            client.status();
            head.control.calls.clear();
            head.operators.clear();
            head.clock.ahead = Duration.ofDays(31);
            assertThatThrownBy(client::status).hasMessageContaining("no valid certificate of this cluster");
        } finally {
            head.clock.ahead = Duration.ZERO;
        }
    }

    @Test
    void aClientRefusesTheHeadOfAnotherCluster() throws Exception {
        TestCertificates foreign = new TestCertificates(OTHER, Instant.now());
        Identity stranger = TestHead.identity(foreign.withUri("muster://" + OTHER + "/operator/ada@laptop"));
        try (ControlClient client = ControlClient.open(head.address(), stranger)) {
            assertThatThrownBy(client::status).hasMessageContaining("do not match");
        }
    }

    @Test
    void aClientVerifiesTheHeadsNameAndNotOnlyTheAuthority() throws Exception {
        Identity wrong = TestHead.identity(head.certificates.withUri("muster://" + OTHER + "/operator/ada@laptop"));
        try (ControlClient client = ControlClient.open(head.address(), wrong)) {
            assertThatThrownBy(client::status).hasMessageContaining("do not match");
        }
    }

    @Test
    void tls12IsRefused() throws Exception {
        TestCertificates.Issued ada = head.certificates.operator("ada@laptop");
        SslContextBuilder tls = SslContextBuilder.forClient()
                .trustManager(head.certificates.authority())
                .keyManager(ada.keyPair().getPrivate(), ada.chain().getFirst())
                .protocols("TLSv1.2");
        ManagedChannel channel = NettyChannelBuilder.forAddress(head.address())
                .overrideAuthority("head." + TestHead.CLUSTER)
                .sslContext(GrpcSslContexts.configure(tls, SslProvider.JDK).build())
                .build();
        try {
            assertThatThrownBy(() -> ControlGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(10, TimeUnit.SECONDS)
                            .status(dev.muster.protocol.wire.StatusRequest.getDefaultInstance()))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("UNAVAILABLE");
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void aCallWithoutAuthorisationHasNoPeer() {
        assertThat(List.of(Peer.current())).containsExactly(java.util.Optional.empty());
    }
}
