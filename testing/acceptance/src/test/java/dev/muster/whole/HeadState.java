package dev.muster.whole;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The head's state as it is in its file, read beside the head. */
record HeadState(Path file) {
    /** @param hasMachine whether the provider's answer is recorded */
    record Node(String key, String state, boolean hasMachine) {
        boolean isHead() {
            return key.equals("head");
        }
    }

    /** Those that are not closed. */
    List<Node> open() throws SQLException {
        return query(
                "SELECT key, state, host FROM nodes WHERE closed_at IS NULL ORDER BY key",
                row -> new Node(row.getString(1), row.getString(2), row.getString(3) != null));
    }

    /** Oldest first. */
    List<String> keysLaunched() throws SQLException {
        return query(
                "SELECT node FROM journal WHERE kind = 'decision' AND state = 'launch' ORDER BY sequence",
                row -> row.getString(1));
    }

    List<String> lines() throws SQLException {
        return query(
                "SELECT at, kind, node, state, message FROM journal WHERE kind <> 'step' ORDER BY sequence",
                row -> (row.getLong(1) % 1_000_000) / 1000.0 + " " + row.getString(2) + " " + row.getString(3) + " "
                        + row.getString(4) + ": " + row.getString(5));
    }

    /** One line of the journal; {@code details} as the file has them. */
    record Line(Instant at, String kind, String node, String state, String message, String details) {
        boolean is(String wantedKind, String wantedState) {
            return kind.equals(wantedKind) && state.equals(wantedState);
        }
    }

    /** Oldest first, without steps. */
    List<Line> journal() throws SQLException {
        return query(
                "SELECT at, kind, COALESCE(node, ''), state, message, details FROM journal WHERE kind <> 'step' ORDER BY sequence",
                row -> new Line(
                        Instant.ofEpochMilli(row.getLong(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)));
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Nothing where the file is not there yet. */
    private <T> List<T> query(String sql, Reader<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        if (!Files.exists(file)) {
            return found;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro");
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
        }
        return found;
    }
}
