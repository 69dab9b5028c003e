package dev.muster.protocol;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who may be in a TLS handshake. Where a bound is reached, a connection that has been in its handshake for too long gives way to the new one; where
 * there is none, the new one is refused, so that those who are nearly done get done. Nothing here limits connections that have proved who they are.
 *
 * @param <C> a connection
 */
final class HandshakeSlots<C> {
    private record Taken(Object address, long since) {}

    private final ServerBounds.Handshakes bounds;
    /** The oldest first. */
    private final Map<C, Taken> taken = new LinkedHashMap<>();

    private final Map<Object, Integer> counts = new HashMap<>();

    HandshakeSlots(ServerBounds.Handshakes bounds) {
        this.bounds = bounds;
    }

    /**
     * @param admitted whether the new connection has a slot now
     * @param evicted the connection that gave way and is to be closed
     */
    record Admission<C>(boolean admitted, Optional<C> evicted) {}

    /** @param nanos of a clock that never steps */
    synchronized Admission<C> admit(C connection, InetAddress address, long nanos) {
        Object source = source(address);
        int ofOne = address.isLoopbackAddress() ? bounds.ofThisMachine() : bounds.ofOneAddress();
        if (counts.getOrDefault(source, 0) >= ofOne) {
            return instead(
                    evictable(nanos, held -> held.address().equals(source)), connection, new Taken(source, nanos));
        }
        if (taken.size() >= bounds.total()) {
            return instead(evictable(nanos, held -> true), connection, new Taken(source, nanos));
        }
        put(connection, new Taken(source, nanos));
        return new Admission<>(true, Optional.empty());
    }

    /** The handshake ended, well or not. */
    synchronized void free(C connection) {
        Taken slot = taken.remove(connection);
        if (slot != null) {
            counts.computeIfPresent(slot.address(), (source, count) -> count > 1 ? count - 1 : null);
        }
    }

    private Admission<C> instead(Optional<C> oldest, C connection, Taken slot) {
        oldest.ifPresent(this::free);
        if (oldest.isPresent()) {
            put(connection, slot);
        }
        return new Admission<>(oldest.isPresent(), oldest);
    }

    private void put(C connection, Taken slot) {
        taken.put(connection, slot);
        counts.merge(slot.address(), 1, Integer::sum);
    }

    private Optional<C> evictable(long nanos, Predicate<Taken> which) {
        return taken.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .findFirst()
                .filter(entry ->
                        nanos - entry.getValue().since() >= bounds.evictable().toNanos())
                .map(Map.Entry::getKey);
    }

    /** Whoever has one IPv6 address usually has its whole /64. */
    private static Object source(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isSix = bytes.length == 16 && !address.isLoopbackAddress();
        return isSix ? ByteBuffer.wrap(bytes).getLong() : address;
    }
}
