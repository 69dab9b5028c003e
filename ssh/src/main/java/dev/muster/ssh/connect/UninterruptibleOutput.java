package dev.muster.ssh.connect;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Writes bytes on another thread that is never interrupted. The caller waits only while {@link #CAPACITY} bytes are not written yet. */
final class UninterruptibleOutput extends OutputStream {
    private static final int CAPACITY = 64 * 1024;

    private final OutputStream target;
    private byte[] waiting = new byte[CAPACITY];
    private byte[] writing = new byte[CAPACITY];
    private int count;
    private boolean closed;
    private @Nullable IOException failure;

    UninterruptibleOutput(OutputStream target, Executor threads) {
        this.target = target;
        threads.execute(this::drain);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        int accepted = 0;
        boolean interrupted = false;
        while (accepted < length) {
            while (count == CAPACITY && !closed && failure == null) {
                interrupted |= !waitForChange();
            }
            check();
            int part = Math.min(length - accepted, CAPACITY - count);
            System.arraycopy(bytes, offset + accepted, waiting, count, part);
            count += part;
            accepted += part;
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

    /** Returns false if the thread was interrupted. */
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
            for (int length = swap(); length > 0; length = swap()) {
                target.write(writing, 0, length);
                target.flush();
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    /** Swaps the buffers. Returns how many bytes to write; 0 if the output was closed. */
    private synchronized int swap() {
        while (count == 0 && !closed) {
            waitForChange();
        }
        byte[] full = waiting;
        waiting = writing;
        writing = full;
        int length = count;
        count = 0;
        notifyAll();
        return length;
    }

    private synchronized void fail(IOException e) {
        failure = e;
        notifyAll();
    }

    /** Bytes that were accepted before are still written if the target works. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
