package dev.muster.ssh.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/**
 * Makes a TCP connection, a channel of a jump host or a proxy command look like the socket that sshj needs. It is always connected. Bytes are
 * written through {@link UninterruptibleOutput}: if a virtual thread is interrupted while it writes to a socket, the socket is closed, and with
 * it every other command on the connection.
 */
final class SshSocket extends Socket {
    private final InputStream input;
    private final UninterruptibleOutput output;
    private final Closer closer;
    private final Optional<ProxyErrors> errors;
    private volatile boolean closed;

    SshSocket(InputStream input, UninterruptibleOutput output, Closer closer) {
        this(input, output, closer, Optional.empty());
    }

    /** @param errors what a proxy command prints on its standard error */
    SshSocket(InputStream input, UninterruptibleOutput output, Closer closer, Optional<ProxyErrors> errors) {
        this.input = input;
        this.output = output;
        this.closer = closer;
        this.errors = errors;
    }

    /** Returns the last lines that a proxy command printed on its standard error. */
    List<String> proxyErrors() {
        return errors.map(ProxyErrors::lines).orElse(List.of());
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void setSoTimeout(int milliseconds) {
        // Deadlines are enforced by closing the socket from another thread.
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            output.close();
            closer.close();
        }
    }

    /** Closes the underlying connection. Every thread that reads or writes there fails. */
    interface Closer {
        void close() throws IOException;
    }
}
