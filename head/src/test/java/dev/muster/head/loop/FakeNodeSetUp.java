package dev.muster.head.loop;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.event.Event;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.HostUnfit;
import dev.muster.core.port.NodeSetUp;
import dev.muster.core.port.StepListener;
import dev.muster.core.port.Time;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Starts fake daemons on fake machines. A test can make it fail. */
public final class FakeNodeSetUp implements NodeSetUp {
    public final List<NodeKey> setUps = new ArrayList<>();
    public final List<NodeKey> cleanUps = new ArrayList<>();
    public final Set<NodeKey> brokenMachines = new HashSet<>();
    /** Machines whose host another cluster holds. */
    public final Set<NodeKey> unfitHosts = new HashSet<>();

    /** Machines on which a set-up does not end by itself. */
    public final Set<NodeKey> hanging = new HashSet<>();

    private final Set<Thread> hung = ConcurrentHashMap.newKeySet();
    public double unreachable;
    /** Recipes of the workers, by node type. */
    public Map<String, String> recipes = Map.of("cpu", "r1");

    private final Time time;
    private final Consumer<NodeKey> started;
    private final Consumer<NodeKey> ended;

    FakeNodeSetUp(Time time, Consumer<NodeKey> started, Consumer<NodeKey> ended) {
        this.time = time;
        this.started = started;
        this.ended = ended;
    }

    @Override
    public void setUp(Machine machine, ClusterConfig config, StepListener listener) throws InterruptedException {
        setUps.add(machine.key());
        step(machine, listener, "started");
        if (hanging.contains(machine.key())) {
            hang();
        }
        if (time.chance() < unreachable) {
            throw RemoteFailure.unreachable(machine.host(), machine.host() + " is not reached");
        }
        if (unfitHosts.contains(machine.key())) {
            throw new HostUnfit(new RemoteFailure(
                    machine.host(),
                    machine.key() + ": its host is held by cluster other of berta",
                    "",
                    false,
                    List.of(),
                    new RemoteFailure.Where.Held("cluster other of berta")));
        }
        if (brokenMachines.contains(machine.key())) {
            throw new RemoteFailure(
                    machine.host(),
                    machine.key() + ": 'setup' exited 7",
                    "",
                    false,
                    List.of("pip: no matching distribution"));
        }
        started.accept(machine.key());
        step(machine, listener, "done");
    }

    private void hang() throws InterruptedException {
        hung.add(Thread.currentThread());
        try {
            new CountDownLatch(1).await();
        } finally {
            hung.remove(Thread.currentThread());
        }
    }

    boolean isHung(Thread thread) {
        return hung.contains(thread);
    }

    private void step(Machine machine, StepListener listener, String state) {
        listener.write(new Event(
                0,
                time.now(),
                Event.Kind.STEP,
                Optional.of(machine.key()),
                Optional.of("daemon"),
                state,
                "",
                Map.of()));
    }

    @Override
    public Map<String, String> recipes(ClusterConfig config, ConfigInputs inputs) {
        return recipes;
    }

    @Override
    public void cleanUp(Machine machine, boolean force) {
        cleanUps.add(machine.key());
        if (time.chance() < unreachable) {
            throw RemoteFailure.unreachable(machine.host(), machine.host() + " is not reached");
        }
        ended.accept(machine.key());
    }
}
