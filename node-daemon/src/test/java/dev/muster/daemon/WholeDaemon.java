package dev.muster.daemon;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import dev.muster.core.port.SystemTime;
import dev.muster.daemon.folder.NodeFolder;
import dev.muster.protocol.HeadServer;
import dev.muster.protocol.NodeEndpoint;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.identity.IdentityRequest;
import dev.muster.protocol.identity.Pem;
import dev.muster.testkit.certificates.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A head on the loopback interface, a node's folder, and the real daemon. The test does the bootstrap's part. */
final class WholeDaemon implements AutoCloseable {
    static final ClusterId CLUSTER = new ClusterId("0123456789abcdef");
    static final CertificateSubject.Node SUBJECT = new CertificateSubject.Node(CLUSTER, new NodeKey("cpu-1"));

    final FakeGate gate = new FakeGate();
    final NodeFolder folder;
    final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final TestCertificates certificates = new TestCertificates(CLUSTER, Instant.now());
    private final List<Process> sessions = new ArrayList<>();
    private HeadServer head;

    WholeDaemon(Path root) throws IOException {
        folder = new NodeFolder(root);
        head = serve(0);
        Files.writeString(folder.authority(), Pem.ofCertificates(List.of(certificates.authority())));
        Files.writeString(
                folder.properties(),
                "cluster=lab\ncluster_id=" + CLUSTER + "\nnode_key=cpu-1\nhead_address=127.0.0.1:" + head.port()
                        + "\n");
    }

    private HeadServer serve(int port) throws IOException {
        TestCertificates.Issued issued = certificates.head();
        Identity identity = new Identity(issued.keyPair().getPrivate(), issued.chain(), issued.authority());
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return HeadServer.start(address, CLUSTER, identity, List.of(new NodeEndpoint(gate)), new SystemTime());
    }

    void killHead() {
        head.close();
    }

    void startHeadAgain() throws IOException {
        head = serve(head.port());
    }

    /** Starts the daemon. The future completes with its exit code. */
    CompletableFuture<Integer> start() {
        return CompletableFuture.supplyAsync(
                () -> DaemonMain.run(
                        new String[] {folder.root().toString()},
                        new PrintStream(printed, true, StandardCharsets.UTF_8),
                        new PrintStream(printed, true, StandardCharsets.UTF_8)),
                task -> Thread.ofPlatform().daemon().start(task));
    }

    void enrol() throws Exception {
        enrol(Duration.ofDays(1), Duration.ofDays(29));
    }

    void enrol(Duration age, Duration remaining) throws Exception {
        Eventually.isTrue("a request", () -> Files.exists(folder.request()));
        put(certificate(Files.readString(folder.request()), age, remaining));
    }

    String certificate(String request, Duration age, Duration remaining) {
        Instant now = Instant.now();
        return Pem.ofCertificates(List.of(certificates.certify(
                IdentityRequest.parse(request).verify(SUBJECT), SUBJECT.uri(), now.minus(age), now.plus(remaining))));
    }

    private void put(String certificate) throws IOException {
        AtomicFile.write(folder.certificate(), certificate, Access.OWNER_ONLY, Durability.FAST);
    }

    Process session(String id) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "600");
        builder.environment().put("MUSTER_NODE", CLUSTER + "/cpu-1");
        builder.environment().put("MUSTER_SESSION", id);
        Process process = builder.start();
        sessions.add(process);
        return process;
    }

    static int exitCode(CompletableFuture<Integer> daemon) throws Exception {
        return daemon.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        sessions.forEach(Process::destroyForcibly);
        head.close();
    }
}
