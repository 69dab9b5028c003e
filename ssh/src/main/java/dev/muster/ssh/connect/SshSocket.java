package dev.muster.ssh.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A way for bytes, dressed as the socket that sshj wants: a TCP connection, a channel of a jump host or a proxy command. Always connected.
 * Writing goes through {@link UninterruptibleOutput}, because an interrupt of a virtual thread in the middle of a socket write closes the socket,
 * and with it every other command on the connection.
 */
final class SshSocket extends Socket {
    private final InputStream input;
    private final UninterruptibleOutput output;
    private final Ends ends;
    private volatile boolean closed;

    SshSocket(InputStream input, UninterruptibleOutput output, Ends ends) {
        this.input = input;
        this.output = output;
        this.ends = ends;
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
        // Deadlines are kept by closing the wire from outside.
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            output.close();
            ends.close();
        }
    }

    /** What lies below; closing it wakes all who read and write there. */
    interface Ends {
        void close() throws IOException;
    }
}
