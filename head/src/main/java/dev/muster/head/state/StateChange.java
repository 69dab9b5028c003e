package dev.muster.head.state;

import dev.muster.autoscaler.Ledger;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.control.StandingRequest.Bundles;
import dev.muster.core.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A change of the state in progress. All of it is committed in one transaction, or none of it. It is valid only while {@link Store#change} runs. */
public final class StateChange {
    private static final Logger LOG = LoggerFactory.getLogger(StateChange.class);

    private final State before;
    private final TreeMap<NodeKey, NodeRow> nodes;
    private final SortedSet<NodeKey> touched = new TreeSet<>();
    private final SortedSet<NodeKey> hidden = new TreeSet<>();
    private final List<Event> events = new ArrayList<>();
    private long tick;
    private Optional<AppliedConfig> config;
    private Ledger ledger;
    private List<Bundles> standing;
    private boolean stopping;
    private boolean minimumSuspended;

    StateChange(State before) {
        this.before = before;
        this.nodes = new TreeMap<>(before.nodes());
        this.tick = before.tick();
        this.config = before.config();
        this.ledger = before.ledger();
        this.standing = before.standing();
        this.stopping = before.stopping();
        this.minimumSuspended = before.minimumSuspended();
    }

    /** Returns the state with the changes so far. */
    public State state() {
        return stateWith(nodes);
    }

    public Optional<NodeRow> open(NodeKey key) {
        return Optional.ofNullable(nodes.get(key)).filter(NodeRow::isOpen);
    }

    /** Returns a copy, so rows may be put while a caller iterates over it. */
    public Collection<NodeRow> openNodes() {
        return nodes.values().stream().filter(NodeRow::isOpen).toList();
    }

    public Collection<NodeRow> closedNodes() {
        return nodes.values().stream().filter(row -> !row.isOpen()).toList();
    }

    /** Writes a new row or replaces one. Only {@link #become} changes the state of a node: a row in another state is refused. */
    public void put(NodeRow row) {
        NodeRow now = nodes.get(row.key());
        if (now == null || now.state() == row.state()) {
            write(row);
        } else {
            refuse(now, row.state());
        }
    }

    /**
     * Changes the state of a node. A transition that the life cycle does not allow is an internal error: it is logged and refused, and the row does not
     * change.
     *
     * @param row the new row, except for its state
     * @return the changed row; empty if the transition was refused
     */
    public Optional<NodeRow> become(NodeRow row, NodeState next, Instant now) {
        NodeRow before = nodes.getOrDefault(row.key(), row);
        if (!before.state().mayBecome(next)) {
            refuse(before, next);
            return Optional.empty();
        }
        NodeRow changed = row.becoming(next, now);
        write(changed);
        return Optional.of(changed);
    }

    private static void refuse(NodeRow row, NodeState next) {
        LOG.error(
                "{} cannot become {}: it is {}",
                row.key(),
                next.wireName(),
                row.state().wireName());
    }

    private void write(NodeRow row) {
        touched.add(row.key());
        nodes.put(row.key(), row);
    }

    /** Stops showing a closed row. The database keeps it for a while. */
    public void hide(NodeKey key) {
        touched.add(key);
        hidden.add(key);
    }

    public long tick() {
        return tick;
    }

    public void tick(long number) {
        tick = number;
    }

    public Optional<AppliedConfig> config() {
        return config;
    }

    public void config(AppliedConfig newConfig) {
        config = Optional.of(newConfig);
    }

    public Ledger ledger() {
        return ledger;
    }

    public void ledger(Ledger newLedger) {
        ledger = newLedger;
    }

    public List<Bundles> standing() {
        return standing;
    }

    public void standing(List<Bundles> bundles) {
        standing = List.copyOf(bundles);
    }

    public boolean stopping() {
        return stopping;
    }

    public void stopping(boolean now) {
        stopping = now;
    }

    public boolean minimumSuspended() {
        return minimumSuspended;
    }

    public void minimumSuspended(boolean now) {
        minimumSuspended = now;
    }

    /** Writes a line to the journal. It gets its number when it is committed. */
    public void write(Event event) {
        events.add(event);
    }

    /** Returns the journal lines with their numbers. */
    List<Event> events() {
        List<Event> numbered = new ArrayList<>(events.size());
        long sequence = before.lastSequence();
        for (Event event : events) {
            numbered.add(event.withSequence(++sequence));
        }
        return numbered;
    }

    boolean isEmpty() {
        return touched.isEmpty() && events.isEmpty() && result().equals(before);
    }

    /** Returns the new state. It has closed rows only of failed nodes that are still shown. */
    State result() {
        TreeMap<NodeKey, NodeRow> shown = new TreeMap<>(nodes);
        shown.values().removeIf(row -> !row.isOpen() && !isShown(row));
        return stateWith(shown);
    }

    private State stateWith(SortedMap<NodeKey, NodeRow> rows) {
        long sequence = before.lastSequence() + events.size();
        return new State(tick, config, rows, ledger, standing, stopping, minimumSuspended, sequence);
    }

    boolean isShown(NodeRow row) {
        return row.isOpen() || (row.story().failed() && !hidden.contains(row.key()));
    }

    List<NodeRow> changedRows() {
        return touched.stream().map(nodes::get).toList();
    }

    boolean isNew(NodeRow row) {
        return !before.nodes().containsKey(row.key());
    }
}
