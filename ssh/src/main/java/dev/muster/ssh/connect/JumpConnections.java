package dev.muster.ssh.connect;

import dev.muster.ssh.SshTarget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One connection to each jump host, shared by all hosts behind it: a gateway's sshd turns away a crowd. */
public final class JumpConnections implements AutoCloseable {
    private final Map<SshTarget, Slot> slots = new ConcurrentHashMap<>();
    private volatile boolean closed;

    interface Open {
        SshConnection open(SshTarget jump) throws InterruptedException;
    }

    SshConnection get(SshTarget jump, Open opener) throws InterruptedException {
        Slot slot = slots.computeIfAbsent(jump, target -> new Slot());
        slot.lock.lockInterruptibly();
        try {
            SshConnection known = slot.connection;
            if (known != null && known.isAlive()) {
                return known;
            }
            SshConnection fresh = opener.open(jump);
            slot.connection = fresh;
            if (closed) {
                fresh.close();
            }
            return fresh;
        } finally {
            slot.lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Slot slot : slots.values()) {
            SshConnection known = slot.connection;
            if (known != null) {
                known.close();
            }
        }
    }

    /** A connection keeps the rights that it was made with: one that may not forward is made again next time, unless others go through it. */
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
