package dev.muster.launcher.provider.local;

import dev.muster.core.port.RemoteHost;
import dev.muster.ssh.SshTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Authorises the head's key on jump hosts, each once, however many hosts are behind it. Safe for use by many threads. */
final class JumpHostAccess {
    private final HostConnector hosts;
    private final JumpHostJoin join;
    private final List<String> head;
    private final Map<Link, Slot> slots = new ConcurrentHashMap<>();

    private record Link(SshTarget jump, List<String> from) {}

    /** @param head addresses that the head connects from */
    JumpHostAccess(HostConnector hosts, JumpHostJoin join, List<String> head) {
        this.hosts = hosts;
        this.join = join;
        this.head = List.copyOf(head);
    }

    /**
     * Authorises the head on each jump host in turn.
     *
     * @return addresses that a host behind the last jump host sees
     */
    List<String> authorise(List<SshTarget> jumps) throws InterruptedException {
        List<String> from = head;
        for (SshTarget jump : jumps) {
            from = authoriseOnce(new Link(jump, from));
        }
        return from;
    }

    private List<String> authoriseOnce(Link link) throws InterruptedException {
        Slot slot = slots.computeIfAbsent(link, _ -> new Slot());
        slot.lock.lockInterruptibly();
        try {
            List<String> known = slot.addresses;
            if (known == null) {
                known = connect(link);
                slot.addresses = known;
            }
            return known;
        } finally {
            slot.lock.unlock();
        }
    }

    private List<String> connect(Link link) throws InterruptedException {
        try (RemoteHost host = hosts.jump(link.jump())) {
            List<String> all = new ArrayList<>(join.join(host, link.from()));
            String dialled = link.jump().address();
            if (!all.contains(dialled) && dialled.matches("[0-9A-Za-z.:-]+")) {
                all.add(dialled);
            }
            return all;
        }
    }

    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable List<String> addresses;
    }
}
