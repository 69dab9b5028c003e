package dev.muster.ssh.connect;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Hands bytes to a thread of its own that nobody interrupts; the caller waits only while more than {@link #ROOM} bytes are on their way. */
final class UninterruptibleOutput extends OutputStream {
    private static final int ROOM = 64 * 1024;

    private final OutputStream below;
    private byte[] waiting = new byte[ROOM];
    private byte[] spare = new byte[ROOM];
    private int count;
    private boolean closed;
    private @Nullable IOException failure;

    UninterruptibleOutput(OutputStream below, Executor threads) {
        this.below = below;
        threads.execute(this::drain);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        boolean interrupted = false;
        while (done < length) {
            while (count == ROOM && !closed && failure == null) {
                interrupted |= !waitForChange();
            }
            check();
            int part = Math.min(length - done, ROOM - count);
            System.arraycopy(bytes, offset + done, waiting, count, part);
            count += part;
            done += part;
            notifyAll();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void check() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        if (closed) {
            throw new IOException("connection closed");
        }
    }

    private synchronized boolean waitForChange() {
        try {
            wait();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void drain() {
        try {
            for (int length = take(); length > 0; length = take()) {
                below.write(spare, 0, length);
                below.flush();
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    /** Swaps the buffers; 0 at the end. */
    private synchronized int take() {
        while (count == 0 && !closed) {
            waitForChange();
        }
        byte[] full = waiting;
        waiting = spare;
        spare = full;
        int length = count;
        count = 0;
        notifyAll();
        return length;
    }

    private synchronized void fail(IOException e) {
        failure = e;
        notifyAll();
    }

    /** What was written before still goes out, if the wire below lives. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
