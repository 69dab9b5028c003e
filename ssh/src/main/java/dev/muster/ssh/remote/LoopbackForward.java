package dev.muster.ssh.remote;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.RemoteHost;
import dev.muster.ssh.connect.SshConnection;
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

/** Listens on the loopback address of this machine and forwards each connection to a port of the host. */
final class LoopbackForward implements RemoteHost.Forward {
    /** Stands for any free port of this machine. */
    static final int ANY_PORT = 0;

    private static final String REMOTE_ADDRESS = "127.0.0.1";
    private static final int BUFFER = 32 * 1024;

    private final ServerSocket listener;
    private final Connected host;
    private final int remotePort;
    private final Executor threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private LoopbackForward(ServerSocket listener, Connected host, int remotePort, Executor threads) {
        this.listener = listener;
        this.host = host;
        this.remotePort = remotePort;
        this.threads = threads;
    }

    /** Returns the connection to the host. Connects again if it was lost. */
    interface Connected {
        SshConnection get() throws InterruptedException;
    }

    /**
     * Starts to forward. Checks once whether the host allows it, but not whether a program listens on the port, because that may change later.
     *
     * @param local the port of this machine, or {@link #ANY_PORT}
     * @throws UserError if the port of this machine is in use
     * @throws RemoteFailure if the host is unreachable or forbids forwarding
     */
    static LoopbackForward open(String name, Connected host, int local, int port, Executor threads)
            throws InterruptedException {
        try {
            host.get().client().newDirectConnection(REMOTE_ADDRESS, port).close();
        } catch (OpenFailException e) {
            if (e.getReason() != OpenFailException.Reason.CONNECT_FAILED) {
                throw forbidden(name, port, e);
            }
        } catch (IOException e) {
            throw RemoteFailure.unreachable(name, name + ": cannot forward to port " + port + ": " + e.getMessage());
        }
        try {
            ServerSocket listener = new ServerSocket(local, 50, InetAddress.getLoopbackAddress());
            LoopbackForward forward = new LoopbackForward(listener, host, port, threads);
            threads.execute(forward::accept);
            return forward;
        } catch (BindException e) {
            String hint = "choose another one: -p " + (port + 1) % 65536 + ":" + port;
            throw new UserError("cannot listen on port " + local + " of this machine: " + e.getMessage(), hint);
        } catch (IOException e) {
            throw new RemoteFailure(
                    name,
                    name + ": cannot listen on any port of this machine: " + e.getMessage(),
                    "",
                    false,
                    List.of());
        }
    }

    private static RemoteFailure forbidden(String name, int port, OpenFailException e) {
        return new RemoteFailure(
                name,
                name + ": its SSH server forbids forwarding to port " + port + " (" + e.getMessage() + ")",
                "check AllowTcpForwarding and PermitOpen in its sshd_config; 'AllowTcpForwarding local' is enough for the cluster",
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
                threads.execute(() -> forward(socket));
            }
        } catch (IOException e) {
            // The listener was closed.
        }
    }

    private void forward(Socket socket) {
        try (socket;
                DirectConnection channel = host.get().client().newDirectConnection(REMOTE_ADDRESS, remotePort)) {
            socket.setTcpNoDelay(true);
            threads.execute(() -> copy(socket, channel));
            copy(channel.getInputStream(), socket.getOutputStream());
        } catch (IOException | RemoteFailure e) {
            // The client notices that its connection ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static void copy(Socket socket, DirectConnection channel) {
        try (OutputStream remote = channel.getOutputStream()) {
            copy(socket.getInputStream(), remote);
        } catch (IOException e) {
            // The other end notices that the connection ends.
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
            // The sockets are closed in any case.
        }
    }
}
