package dev.muster.launcher.cluster;

import dev.muster.core.ClusterId;
import dev.muster.core.FanOut;
import dev.muster.core.port.Time;
import dev.muster.launcher.bootstrap.NodeShell;
import dev.muster.launcher.bootstrap.Scripts;
import dev.muster.launcher.onprem.ClusterKey;
import dev.muster.launcher.onprem.PoolHost;
import dev.muster.launcher.onprem.PoolHosts;
import dev.muster.launcher.onprem.PoolJoin;
import dev.muster.launcher.onprem.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Lets the head into every host of its pool, side by side; hosts where it is let in already are not even connected to. */
final class PoolUp {
    private static final int SIDE_BY_SIDE = 32;

    private final PoolHosts hosts;
    private final ClusterId clusterId;
    private final Set<String> takeOver;
    private final Time time;

    PoolUp(PoolHosts hosts, ClusterId clusterId, List<String> takeOver, Time time) {
        this.hosts = hosts;
        this.clusterId = clusterId;
        this.takeOver = Set.copyOf(takeOver);
        this.time = time;
    }

    /**
     * @param shell on the head's host, in the head's folder
     * @return every host of the pool, in the file's order
     */
    List<Reach> join(NodeShell shell, Optional<String> givenKey) throws InterruptedException {
        ClusterKey key = ClusterKey.ensure(shell, givenKey);
        PoolJoin join =
                new PoolJoin(clusterId, hosts.stateDir(), key.publicKey(), key.from(hosts.headAddress()));
        List<Callable<Reach>> lanes = new ArrayList<>();
        for (PoolHost host : hosts.workers()) {
            Optional<Reach> known = known(key, host);
            lanes.add(known.isPresent() ? known::get : () -> joined(join, host));
        }
        List<Reach> reaches = new FanOut(SIDE_BY_SIDE).all(lanes);
        tell(shell, key, reaches);
        return reaches;
    }

    private Optional<Reach> known(ClusterKey key, PoolHost host) {
        Reach now = Reach.unseen(host.target());
        return key.known().stream()
                .filter(before -> before.isAuthorised() && before.leadsWhere(now) && !isTakenOver(host))
                .findFirst();
    }

    private boolean isTakenOver(PoolHost host) {
        return takeOver.contains(host.target().name());
    }

    private Reach joined(PoolJoin join, PoolHost host) throws InterruptedException {
        try (host) {
            return join.join(Reach.unseen(host.target()), host.host(), isTakenOver(host), time.now());
        }
    }

    /** Hosts that left the file stay known: a node may still have to be taken from them. */
    private void tell(NodeShell shell, ClusterKey key, List<Reach> reaches) throws InterruptedException {
        List<Reach> all = new ArrayList<>(reaches);
        key.known().stream()
                .filter(before -> before.state() != Reach.State.LEFT)
                .filter(before -> reaches.stream().noneMatch(now -> now.host().equals(before.host())))
                .forEach(all::add);
        if (all.equals(key.known())) {
            return;
        }
        StringBuilder text = new StringBuilder();
        all.forEach(reach -> text.append(reach.line()).append('\n'));
        shell.runWithInput(Scripts.read("reach.sh", Map.of("reach", text.toString())), hosts.pins());
    }
}
