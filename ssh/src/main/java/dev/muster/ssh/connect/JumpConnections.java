package dev.muster.ssh.connect;

import dev.muster.ssh.SshTarget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps one connection to each jump host for all hosts behind it, because sshd limits how many clients may connect at the same time. */
public final class JumpConnections implements AutoCloseable {
    private final Map<SshTarget, Slot> slots = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Opens a connection to a jump host. */
    interface Opener {
        SshConnection open(SshTarget jump) throws InterruptedException;
    }

    /** Returns the connection to a jump host, and opens it if there is none. */
    SshConnection get(SshTarget jump, Opener opener) throws InterruptedException {
        Slot slot = slots.computeIfAbsent(jump, target -> new Slot());
        slot.lock.lockInterruptibly();
        try {
            SshConnection current = slot.connection;
            if (current != null && current.isAlive()) {
                return current;
            }
            SshConnection opened = opener.open(jump);
            slot.connection = opened;
            if (closed) {
                opened.close();
            }
            return opened;
        } finally {
            slot.lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Slot slot : slots.values()) {
            SshConnection current = slot.connection;
            if (current != null) {
                current.close();
            }
        }
    }

    /**
     * Must be called if a jump host refused to forward. sshd reads its settings when a connection begins, so this closes the connection, unless
     * other hosts use it, and the next attempt opens a new one.
     */
    void refused(SshTarget jump, SshConnection connection) {
        Slot slot = slots.get(jump);
        if (slot == null) {
            return;
        }
        slot.lock.lock();
        try {
            if (slot.connection == connection && !connection.isForwarding()) {
                slot.connection = null;
                connection.close();
            }
        } finally {
            slot.lock.unlock();
        }
    }

    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable SshConnection connection;
    }
}
