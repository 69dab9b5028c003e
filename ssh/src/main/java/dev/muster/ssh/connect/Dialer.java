package dev.muster.ssh.connect;

import dev.muster.ssh.LocalUser;
import dev.muster.ssh.SshTarget;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.Executor;
import jdk.net.ExtendedSocketOptions;

/** Opens sockets to hosts: by TCP, through a connected jump host, or over a proxy command. */
final class Dialer {
    private static final int CONNECT_MILLIS = 10_000;
    /** A longer ConnectTimeout of the ssh configuration is not followed. */
    private static final int MAX_CONNECT_MILLIS = 60_000;

    private static final int READ_BUFFER = 32 * 1024;

    private final Executor threads;

    Dialer(Executor threads) {
        this.threads = threads;
    }

    /** Tries every address of the name, so that a host is reached although its IPv6 address does not work. */
    SshSocket tcp(String address, int port, SshTarget.Transport transport) throws IOException {
        int limit = transport
                .connectTimeout()
                .map(timeout -> (int) Math.min(timeout.toMillis(), MAX_CONNECT_MILLIS))
                .orElse(CONNECT_MILLIS);
        IOException last = new UnknownHostException(address + " has no address of the configured family");
        for (InetAddress candidate : InetAddress.getAllByName(address)) {
            if (!isOf(candidate, transport.family())) {
                continue;
            }
            Socket socket = new Socket();
            try {
                if (transport.bindAddress().isPresent()) {
                    socket.bind(new InetSocketAddress(transport.bindAddress().get(), 0));
                }
                socket.connect(new InetSocketAddress(candidate, port), limit);
                return wrap(socket);
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    private static boolean isOf(InetAddress address, SshTarget.AddressFamily family) {
        return switch (family) {
            case ANY -> true;
            case INET -> address instanceof Inet4Address;
            case INET6 -> address instanceof Inet6Address;
        };
    }

    private SshSocket wrap(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        // The kernel notices within half a minute that a host is gone. That needs no thread.
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 15);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 5);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
        return new SshSocket(
                new BufferedInputStream(socket.getInputStream(), READ_BUFFER),
                new UninterruptibleOutput(socket.getOutputStream(), threads),
                socket::close);
    }

    SshSocket through(SshConnection jump, String address, int port) throws IOException {
        return jump.through(address, port, threads);
    }

    /** Starts a proxy command as ssh does: the user's shell replaces itself with it. */
    SshSocket command(String command) throws IOException {
        Process process = new ProcessBuilder(LocalUser.ofThisProcess().shell(), "-c", "exec " + command).start();
        return new SshSocket(
                new BufferedInputStream(process.getInputStream(), READ_BUFFER),
                new UninterruptibleOutput(process.getOutputStream(), threads),
                () -> {
                    process.descendants().forEach(ProcessHandle::destroy);
                    process.destroy();
                },
                Optional.of(new ProxyErrors(process.getErrorStream(), threads)));
    }
}
