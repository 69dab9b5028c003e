package dev.muster.testkit.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.SshServer;

/** One server of {@link TestSshServers}. */
public final class TestSshServer implements AutoCloseable {
    private final int port;
    private final PublicKey hostKey;
    private final AtomicInteger connections;
    private final Closing closing;

    private TestSshServer(int port, PublicKey hostKey, AtomicInteger connections, Closing closing) {
        this.port = port;
        this.hostKey = hostKey;
        this.connections = connections;
        this.closing = closing;
    }

    private interface Closing {
        void close() throws IOException;
    }

    static TestSshServer of(SshServer server, KeyPair hostKey, AtomicInteger connections) throws IOException {
        server.start();
        return new TestSshServer(server.getPort(), hostKey.getPublic(), connections, () -> server.close(true));
    }

    /** Takes connections into its backlog and never answers. */
    static TestSshServer silent(KeyPair hostKey) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return new TestSshServer(listener.getLocalPort(), hostKey.getPublic(), new AtomicInteger(), listener::close);
    }

    /** Keeps its port, so that no other server gets it, but does not listen. */
    static TestSshServer absent(KeyPair hostKey) throws IOException {
        Socket holder = new Socket();
        holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new TestSshServer(holder.getLocalPort(), hostKey.getPublic(), new AtomicInteger(), holder::close);
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** How many connections there have been. */
    public int connections() {
        return connections.get();
    }

    /** As a line of known_hosts without names: {@code TYPE BASE64}. */
    public String hostKeyLine() {
        ByteArrayBuffer buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(hostKey);
        return KeyUtils.getKeyType(hostKey) + " " + Base64.getEncoder().encodeToString(buffer.getCompactData());
    }

    public String knownHostsLine() {
        return "[" + host() + "]:" + port + " " + hostKeyLine();
    }

    @Override
    public void close() {
        try {
            closing.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> shell(String command) {
        return List.of("/bin/sh", "-c", command);
    }
}
