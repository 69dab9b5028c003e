package dev.muster.ssh.connect;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Gives sshj a socket that is already connected. */
final class FixedSocketFactory extends SocketFactory {
    private final SshSocket socket;

    FixedSocketFactory(SshSocket socket) {
        this.socket = socket;
    }

    @Override
    public Socket createSocket() {
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        return socket;
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        return socket;
    }
}
