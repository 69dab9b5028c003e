package dev.muster.head.state;

import dev.muster.core.ClusterId;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.event.Event;
import dev.muster.core.event.Journal;
import dev.muster.core.failure.ClusterException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the head's state. It makes one change at a time, and commits it to the disk before {@link #change} returns; only then other threads see it. A
 * change that cannot be committed has no effect: the exception tells why, and the next change may succeed.
 */
public final class Store implements Journal, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final Logger JOURNAL = LoggerFactory.getLogger("journal");

    private static final String STOPPING = "stopping";
    private static final String MINIMUM_SUSPENDED = "minimum_suspended";

    private final Database database;
    private final SmallTables small;
    private final NodeRows nodes;
    private final JournalRows journal;
    private final JournalTail tail;
    private final long epoch;
    private volatile State state;

    /**
     * Opens the file, or creates it if it is missing, migrates its schema, and raises the head's epoch.
     *
     * @param reader reads the expanded form of the stored config
     * @throws DamagedState if the file cannot be used and trying again does not help
     */
    public static Store open(Path file, String cluster, ClusterId clusterId, Function<String, ClusterConfig> reader) {
        PrivateFile.create(file);
        Database database = Database.open(file);
        try {
            Migrations.run(database, file);
            return new Store(database, cluster, clusterId, reader);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private Store(Database database, String cluster, ClusterId clusterId, Function<String, ClusterConfig> reader) {
        this.database = database;
        this.small = new SmallTables(database);
        this.nodes = new NodeRows(database);
        this.journal = new JournalRows(database);
        this.epoch = begin(cluster, clusterId);
        this.state = load(reader);
        this.tail = new JournalTail(state.lastSequence());
    }

    private long begin(String cluster, ClusterId clusterId) {
        String known = small.meta("cluster_id").orElse(clusterId.value());
        if (!known.equals(clusterId.value())) {
            throw new DamagedState("the state belongs to another cluster: its ID is " + known + ", not " + clusterId);
        }
        long next = 1 + small.meta("head_epoch").map(Long::parseLong).orElse(0L);
        database.transaction(() -> {
            small.meta("cluster", cluster);
            small.meta("cluster_id", clusterId.value());
            small.meta("head_epoch", Long.toString(next));
        });
        return next;
    }

    private Optional<AppliedConfig> config(Function<String, ClusterConfig> reader) {
        List<ClusterException> unreadable = new ArrayList<>();
        AtomicReference<Optional<AppliedConfig>> config = new AtomicReference<>(Optional.empty());
        database.transaction(() -> config.set(small.config(reader, unreadable::add)));
        unreadable.forEach(failure -> LOG.error(
                "this version cannot read the cluster's config, so the head changes nothing until the next 'cluster up': {}",
                failure.text()));
        return config.get();
    }

    private State load(Function<String, ClusterConfig> reader) {
        return new State(
                small.meta("tick").map(Long::parseLong).orElse(0L),
                config(reader),
                new TreeMap<>(State.byKey(nodes.shown())),
                small.ledger(),
                small.standing(),
                small.meta(STOPPING).isPresent(),
                small.meta(MINIMUM_SUSPENDED).isPresent(),
                journal.last());
    }

    /** Returns the head's epoch, which rises with each start. */
    public long epoch() {
        return epoch;
    }

    /** Returns the committed state. */
    public State state() {
        return state;
    }

    /** Makes one change and returns the result of the function after the commit. The function must be fast and must not call the store. */
    public synchronized <T> T change(Function<StateChange, T> change) {
        StateChange draft = new StateChange(state);
        T result = change.apply(draft);
        if (!draft.isEmpty()) {
            commit(draft);
        }
        return result;
    }

    /** Makes one change that has no result. */
    public void changed(Consumer<StateChange> change) {
        change(draft -> {
            change.accept(draft);
            return true;
        });
    }

    private void commit(StateChange draft) {
        State next = draft.result();
        List<Event> events = draft.events();
        database.transaction(() -> {
            writeRows(draft);
            writeSmall(next);
            events.forEach(journal::write);
        });
        state = next;
        tail.append(events);
        events.forEach(Store::log);
    }

    private void writeRows(StateChange draft) {
        boolean closed = false;
        for (NodeRow row : draft.changedRows()) {
            nodes.write(row, draft.isNew(row), draft.isShown(row));
            closed |= !row.isOpen();
        }
        if (closed) {
            nodes.trim();
        }
    }

    private void writeSmall(State next) {
        if (next.tick() != state.tick()) {
            small.meta("tick", Long.toString(next.tick()));
        }
        writeFlag(STOPPING, state.stopping(), next.stopping());
        writeFlag(MINIMUM_SUSPENDED, state.minimumSuspended(), next.minimumSuspended());
        if (!next.config().equals(state.config())) {
            next.config().ifPresent(small::write);
        }
        if (!next.ledger().types().equals(state.ledger().types())) {
            small.write(next.ledger());
        }
        if (!next.standing().equals(state.standing())) {
            small.write(next.standing());
        }
    }

    private void writeFlag(String name, boolean before, boolean now) {
        if (now && !before) {
            small.meta(name, "yes");
        } else if (before && !now) {
            database.update("DELETE FROM meta WHERE name = ?", name);
        }
    }

    private static void log(Event event) {
        JOURNAL.info(
                "{} {} {}{} {}",
                event.kind().wireName(),
                event.node().map(Object::toString).orElse("-"),
                event.step().map(step -> step + " ").orElse(""),
                event.state(),
                event.message());
    }

    @Override
    public void write(Event event) {
        changed(draft -> draft.write(event));
    }

    /** Returns a value that survives restarts, such as the port; empty if it was never set. */
    public synchronized Optional<String> remembered(String name) {
        return small.meta("own." + name);
    }

    /** Sets a value that survives restarts. */
    public synchronized void remember(String name, String value) {
        database.transaction(() -> small.meta("own." + name, value));
    }

    /** Returns the newest lines that match, oldest first. */
    public synchronized List<Event> journal(JournalQuery query) {
        return journal.matching(query);
    }

    /** Returns at most {@code limit} lines after this number, oldest first. If the first number is not the next one, the lines between were deleted. */
    public List<Event> journalAfter(long sequence, int limit) {
        if (tail.hasAllAfter(sequence)) {
            return tail.after(sequence, limit);
        }
        synchronized (this) {
            return journal.after(sequence, limit);
        }
    }

    /** Waits until the journal has a line after this number or the time is over; may return early. */
    public void awaitJournal(long sequence, long millis) throws InterruptedException {
        tail.await(sequence, millis);
    }

    @Override
    public synchronized void close() {
        database.close();
    }
}
