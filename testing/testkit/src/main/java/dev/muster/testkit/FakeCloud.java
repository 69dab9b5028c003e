package dev.muster.testkit;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A simulated cloud with the faults of real ones: answers come late, twice or never, lists lag behind, offers are used up, and machines take time to
 * start and to stop. Its faults follow from {@link Faults} and the random numbers of its {@link Time}, so a seed repeats them.
 */
public final class FakeCloud implements NodeProvider {
    private final Time time;
    private final Map<String, Offer> offers = new TreeMap<>();
    private final Map<NodeKey, Bought> machines = new TreeMap<>();
    private final List<Order> underway = new ArrayList<>();
    private final Map<NodeKey, Integer> timesMade = new TreeMap<>();
    private Faults faults = Faults.NONE;

    /**
     * How often, from 0 to 1, and how long.
     *
     * @param refused nothing happens, and the caller gets a failure
     * @param answerLost it happens, and the caller gets a failure
     * @param answerLate the caller gets a failure, and it happens later
     * @param pending how long a machine takes at most before it runs
     * @param lag how long a new machine may be missing in the list
     */
    public record Faults(double refused, double answerLost, double answerLate, Duration pending, Duration lag) {
        public static final Faults NONE = new Faults(0, 0, 0, Duration.ZERO, Duration.ZERO);
        public static final Faults MANY = new Faults(0.15, 0.1, 0.05, Duration.ofSeconds(5), Duration.ofSeconds(3));
    }

    private record Bought(Machine machine, Instant runningAt, Instant listedAt) {
        Machine at(Instant now) {
            return now.isBefore(runningAt) ? with(Machine.State.PENDING) : with(Machine.State.RUNNING);
        }

        private Machine with(Machine.State state) {
            return new Machine(
                    machine.key(),
                    machine.type(),
                    machine.host(),
                    machine.address(),
                    state,
                    machine.offer(),
                    machine.declared(),
                    machine.labels());
        }
    }

    private record Order(NodeKey key, String type, String offer, Instant arrives) {}

    public FakeCloud(Time time) {
        this.time = time;
    }

    /** @param capacity how many machines of it there can be at once */
    public FakeCloud offering(String type, Resources resources, int capacity) {
        offers.put(type, new Offer(type, type, resources, Map.of(), capacity));
        return this;
    }

    public synchronized void faults(Faults newFaults) {
        faults = newFaults;
    }

    @Override
    public synchronized List<Offer> offers() {
        lateOnes();
        return offers.values().stream()
                .map(offer -> new Offer(
                        offer.id(), offer.type(), offer.resources(), offer.labels(), (int) Math.max(0, left(offer))))
                .toList();
    }

    @Override
    public synchronized Creation create(NodeKey key, String type, String offer) {
        lateOnes();
        if (time.chance() < faults.refused()) {
            throw failure("the cloud is busy");
        }
        if (time.chance() < faults.answerLate()) {
            underway.add(new Order(key, type, offer, time.now().plusSeconds((long) (time.chance() * 20))));
            throw failure("the cloud did not answer, and will do it later");
        }
        Creation creation = make(key, type, offer);
        if (time.chance() < faults.answerLost()) {
            throw failure("the cloud's answer was lost");
        }
        return creation;
    }

    private Creation make(NodeKey key, String type, String offer) {
        Bought known = machines.get(key);
        if (known != null) {
            return new Creation.Made(known.at(time.now()));
        }
        Offer wanted = offers.get(offer);
        if (wanted == null || left(wanted) < 1) {
            return new Creation.CapacityMissing("no machine of " + offer + " is left");
        }
        Instant now = time.now();
        Machine machine = new Machine(
                key,
                type,
                "vm-" + key,
                "10.0.0." + (1 + machines.size() % 250),
                Machine.State.PENDING,
                offer,
                Resources.NONE,
                Map.of());
        Bought bought = new Bought(machine, now.plus(part(faults.pending())), now.plus(part(faults.lag())));
        machines.put(key, bought);
        timesMade.merge(key, 1, Integer::sum);
        return new Creation.Made(bought.at(now));
    }

    private long left(Offer offer) {
        return offer.count()
                - machines.values().stream()
                        .filter(bought -> bought.machine().offer().equals(offer.id()))
                        .count();
    }

    private Duration part(Duration most) {
        return Duration.ofMillis((long) (most.toMillis() * time.chance()));
    }

    @Override
    public synchronized List<Machine> machines() {
        lateOnes();
        if (time.chance() < faults.refused()) {
            throw failure("the cloud is busy");
        }
        Instant now = time.now();
        return machines.values().stream()
                .filter(bought -> !now.isBefore(bought.listedAt()))
                .map(bought -> bought.at(now))
                .toList();
    }

    @Override
    public synchronized void remove(NodeKey key) {
        lateOnes();
        if (time.chance() < faults.refused()) {
            throw failure("the cloud is busy");
        }
        machines.remove(key);
        if (time.chance() < faults.answerLost()) {
            throw failure("the cloud's answer was lost");
        }
    }

    /** Orders whose answer was late arrive now, whether anybody still wants them or not. */
    private void lateOnes() {
        List<Order> arrived = underway.stream()
                .filter(order -> !time.now().isBefore(order.arrives()))
                .toList();
        underway.removeAll(arrived);
        arrived.forEach(order -> make(order.key(), order.type(), order.offer()));
    }

    @Override
    public RemoteHost connect(Machine machine) {
        throw new UnsupportedOperationException("nothing runs on a machine of this cloud");
    }

    /** What there really is, whatever the list says. */
    public synchronized List<NodeKey> existing() {
        lateOnes();
        return List.copyOf(machines.keySet());
    }

    /** Whether orders with a late answer are still to arrive. */
    public synchronized boolean isQuiet() {
        return underway.isEmpty();
    }

    /** How often a machine was made for this key. */
    public synchronized int timesMade(NodeKey key) {
        return timesMade.getOrDefault(key, 0);
    }

    private static ProviderFailure failure(String what) {
        return new ProviderFailure("fake", what, "", true);
    }
}
