package dev.muster.protocol;

import dev.muster.protocol.identity.CertificateSubject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Limits how many authenticated connections one subject has, so that no key can take the places of all others. A daemon needs one; where it has
 * too many the oldest is closed, because its newest is the one that it uses. Of an operator, who may run many commands, the newest is closed.
 *
 * @param <C> a connection
 */
final class PeerConnections<C> {
    private final int ofOneNode;
    private final int ofOneOperator;
    private final Map<CertificateSubject, Deque<C>> open = new HashMap<>();

    PeerConnections(int ofOneNode, int ofOneOperator) {
        this.ofOneNode = ofOneNode;
        this.ofOneOperator = ofOneOperator;
    }

    /** Adds a connection, and returns the one that must be closed for it; that may be itself. */
    synchronized Optional<C> add(CertificateSubject subject, C connection) {
        Deque<C> connections = open.computeIfAbsent(subject, _ -> new ArrayDeque<>());
        connections.addLast(connection);
        return switch (subject) {
            case CertificateSubject.Node _ ->
                connections.size() > ofOneNode ? Optional.of(connections.removeFirst()) : Optional.empty();
            case CertificateSubject.Operator _ ->
                connections.size() > ofOneOperator ? Optional.of(connections.removeLast()) : Optional.empty();
        };
    }

    /** Does nothing if the connection is not known any more. */
    synchronized void remove(CertificateSubject subject, C connection) {
        open.computeIfPresent(subject, (key, connections) -> {
            connections.remove(connection);
            return connections.isEmpty() ? null : connections;
        });
    }
}
