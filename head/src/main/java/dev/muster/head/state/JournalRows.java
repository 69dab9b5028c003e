package dev.muster.head.state;

import dev.muster.core.NodeKey;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.event.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table of the journal: the newest {@link #MAX_ROWS} lines, numbered without gaps. */
final class JournalRows {
    static final int MAX_ROWS = 100_000;
    private static final int TRIM_EVERY = 1000;
    private static final String COLUMNS = "sequence, at, kind, node, step, state, message, details";

    private final Database database;

    JournalRows(Database database) {
        this.database = database;
    }

    long last() {
        return database.number("SELECT COALESCE(MAX(sequence), 0) FROM journal");
    }

    void write(Event event) {
        database.update(
                "INSERT INTO journal (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?)",
                event.sequence(),
                event.at().toEpochMilli(),
                event.kind().wireName(),
                event.node().map(NodeKey::value).orElse(null),
                event.step().orElse(null),
                event.state(),
                event.message(),
                PairColumn.text(event.details()));
        if (event.sequence() % TRIM_EVERY == 0) {
            database.update("DELETE FROM journal WHERE sequence <= ?", event.sequence() - MAX_ROWS);
        }
    }

    List<Event> after(long sequence, int limit) {
        return database.query(
                "SELECT " + COLUMNS + " FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?",
                JournalRows::read,
                sequence,
                limit);
    }

    /** Returns the newest lines that match, oldest first. */
    List<Event> matching(JournalQuery query) {
        String kinds = query.kinds().stream()
                .map(kind -> "'" + kind.wireName() + "'")
                .sorted()
                .collect(Collectors.joining(","));
        String where = (kinds.isEmpty() ? "1" : "kind IN (" + kinds + ")")
                + (query.node().isPresent() ? " AND node = ?" : "");
        Object[] values = query.node().isPresent()
                ? new Object[] {query.node().get().value(), query.limit()}
                : new Object[] {query.limit()};
        return database.query(
                        "SELECT " + COLUMNS + " FROM journal WHERE " + where + " ORDER BY sequence DESC LIMIT ?",
                        JournalRows::read,
                        values)
                .reversed();
    }

    private static Event read(ResultSet row) throws SQLException {
        return new Event(
                row.getLong("sequence"),
                Instant.ofEpochMilli(row.getLong("at")),
                Event.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("node")).map(NodeKey::new),
                Optional.ofNullable(row.getString("step")),
                row.getString("state"),
                row.getString("message"),
                PairColumn.map(row.getString("details")));
    }
}
