package dev.muster.ssh.connect;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Hands sshj the wire that is already up. */
final class FixedSocketFactory extends SocketFactory {
    private final SshSocket wire;

    FixedSocketFactory(SshSocket wire) {
        this.wire = wire;
    }

    @Override
    public Socket createSocket() {
        return wire;
    }

    @Override
    public Socket createSocket(String host, int port) {
        return wire;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        return wire;
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        return wire;
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        return wire;
    }
}
