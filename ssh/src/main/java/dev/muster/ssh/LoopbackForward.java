package dev.muster.ssh;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.RemoteHost;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/** A listener on this machine's loopback; each connection to it becomes a channel to a port on the host. */
final class LoopbackForward implements RemoteHost.Forward {
    /** Whichever port of this machine is free. */
    static final int ANY = 0;

    private static final String THERE = "127.0.0.1";
    private static final int BUFFER = 32 * 1024;

    private final ServerSocket listener;
    private final Connected host;
    private final int target;
    private final Executor threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private LoopbackForward(ServerSocket listener, Connected host, int target, Executor threads) {
        this.listener = listener;
        this.host = host;
        this.target = target;
        this.threads = threads;
    }

    /** The host's connection, made again where it was lost. */
    interface Connected {
        SshConnection get() throws InterruptedException;
    }

    /** Asks the host once at the start whether it forwards at all; whether somebody listens there may change later. */
    static LoopbackForward open(String name, Connected host, int local, int port, Executor threads)
            throws InterruptedException {
        try {
            host.get().client().newDirectConnection(THERE, port).close();
        } catch (OpenFailException e) {
            if (e.getReason() != OpenFailException.Reason.CONNECT_FAILED) {
                throw forbidden(name, port, e);
            }
        } catch (IOException e) {
            throw RemoteFailure.unreachable(name, name + ": no forwarding to port " + port + ": " + e.getMessage());
        }
        try {
            ServerSocket listener = new ServerSocket(local, 50, InetAddress.getLoopbackAddress());
            LoopbackForward forward = new LoopbackForward(listener, host, port, threads);
            threads.execute(forward::accept);
            return forward;
        } catch (BindException e) {
            String hint = "choose another one for it, as in: -p " + (port + 1) % 65536 + ":" + port;
            throw new UserError("port " + local + " of this machine cannot be used: " + e.getMessage(), hint);
        } catch (IOException e) {
            throw new RemoteFailure(
                    name, name + ": no free port on this machine: " + e.getMessage(), "", false, List.of());
        }
    }

    private static RemoteFailure forbidden(String name, int port, OpenFailException e) {
        return new RemoteFailure(
                name,
                name + ": its SSH server forbids forwarding to port " + port + " (" + e.getMessage() + ")",
                "AllowTcpForwarding and PermitOpen in its sshd_config; the cluster's own traffic needs 'local'",
                false,
                List.of());
    }

    @Override
    public String host() {
        return listener.getInetAddress().getHostAddress();
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket socket = listener.accept();
                open.add(socket);
                threads.execute(() -> join(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void join(Socket socket) {
        try (socket;
                DirectConnection channel = host.get().client().newDirectConnection(THERE, target)) {
            socket.setTcpNoDelay(true);
            threads.execute(() -> copy(socket, channel));
            copy(channel.getInputStream(), socket.getOutputStream());
        } catch (IOException | RemoteFailure e) {
            // The client sees its connection end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static void copy(Socket socket, DirectConnection channel) {
        try (OutputStream there = channel.getOutputStream()) {
            copy(socket.getInputStream(), there);
        } catch (IOException e) {
            // As above.
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            to.write(buffer, 0, length);
            to.flush();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            // Closed either way.
        }
    }
}
