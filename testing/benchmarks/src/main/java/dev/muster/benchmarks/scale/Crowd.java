package dev.muster.benchmarks.scale;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.control.Control;
import dev.muster.core.event.Event;
import dev.muster.protocol.NetworkThreads;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.identity.IdentityRequest;
import dev.muster.protocol.identity.KeyPairs;
import dev.muster.protocol.identity.Pem;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** All simulated daemons: a node that the head starts gets one, with a certificate that the head signs; one that it closes loses it. */
final class Crowd implements AutoCloseable {
    private static final int AT_ONCE = 16;
    private static final int REPORT_MILLIS = 5_000;

    private final InetSocketAddress head;
    private final Control control;
    private final NetworkThreads threads = new NetworkThreads(2);
    private final ExecutorService starting = Executors.newFixedThreadPool(AT_ONCE);
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final Map<NodeKey, SimulatedDaemon> daemons = new ConcurrentHashMap<>();
    private final Set<NodeKey> ready = ConcurrentHashMap.newKeySet();
    private final Set<NodeKey> lost = ConcurrentHashMap.newKeySet();

    Crowd(InetSocketAddress head, Control control) {
        this.head = head;
        this.control = control;
    }

    /** An event of the head. */
    void heard(Event event) {
        event.node().ifPresent(key -> event.nodeState().ifPresent(state -> heard(key, state, event)));
    }

    private void heard(NodeKey key, NodeState state, Event event) {
        if (event.details().containsKey("closed")) {
            ready.remove(key);
            SimulatedDaemon gone = daemons.remove(key);
            if (gone != null) {
                gone.fail();
            }
        } else if (state == NodeState.READY) {
            ready.add(key);
            lost.remove(key);
        } else {
            ready.remove(key);
            if (state == NodeState.STARTING) {
                starting.execute(() -> start(key));
            } else if (state == NodeState.LOST) {
                lost.add(key);
            }
        }
    }

    private void start(NodeKey key) {
        try {
            KeyPair pair = KeyPairs.make();
            String request = IdentityRequest.make(pair, new CertificateSubject.Node(ScaleHead.CLUSTER_ID, key))
                    .line();
            List<X509Certificate> chain = Pem.certificates(control.enrol(key, request));
            SimulatedDaemon daemon =
                    new SimulatedDaemon(key, new Identity(pair.getPrivate(), chain, chain.getLast()), head, threads);
            if (daemons.putIfAbsent(key, daemon) == null) {
                daemon.connect();
                clock.scheduleAtFixedRate(
                        daemon::report, Math.abs(key.hashCode() % REPORT_MILLIS), REPORT_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (RuntimeException e) {
            System.err.println("the daemon of " + key + " did not start: " + e);
        }
    }

    /** Workers that the head called ready, and not otherwise since. */
    int ready() {
        return (int) ready.stream().filter(key -> !key.isHead()).count();
    }

    int lost() {
        return lost.size();
    }

    /** So many of the workers. */
    List<SimulatedDaemon> some(int count) {
        return daemons.entrySet().stream()
                .filter(entry -> !entry.getKey().isHead())
                .limit(count)
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public void close() {
        starting.shutdownNow();
        clock.shutdownNow();
        threads.close();
    }
}
