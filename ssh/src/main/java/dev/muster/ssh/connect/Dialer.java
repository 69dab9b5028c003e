package dev.muster.ssh.connect;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.concurrent.Executor;
import jdk.net.ExtendedSocketOptions;

/** Opens sockets to hosts: by TCP, through a connected jump host, or over a proxy command. */
final class Dialer {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_BUFFER = 32 * 1024;

    private final Executor threads;

    Dialer(Executor threads) {
        this.threads = threads;
    }

    /** Tries every address of the name, so that a host is reached although its IPv6 address does not work. */
    SshSocket tcp(String address, int port) throws IOException {
        IOException last = new IOException("no address");
        for (InetAddress candidate : InetAddress.getAllByName(address)) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(candidate, port), CONNECT_MILLIS);
                return wrap(socket);
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
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

    SshSocket command(String command) throws IOException {
        Process process = new ProcessBuilder("/bin/sh", "-c", command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new SshSocket(
                new BufferedInputStream(process.getInputStream(), READ_BUFFER),
                new UninterruptibleOutput(process.getOutputStream(), threads),
                () -> {
                    process.descendants().forEach(ProcessHandle::destroy);
                    process.destroy();
                });
    }
}
