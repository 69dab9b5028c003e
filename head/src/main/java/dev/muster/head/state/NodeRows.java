package dev.muster.head.state;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.head.state.NodeRow.Drain;
import dev.muster.head.state.NodeRow.Promise;
import dev.muster.head.state.NodeRow.Purpose;
import dev.muster.head.state.NodeRow.Reason;
import dev.muster.head.state.NodeRow.Story;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The table of nodes. */
final class NodeRows {
    private static final int MAX_CLOSED = 1000;
    private static final String COLUMNS =
            "key, type, offer, promised, promised_labels, state, since, requested_at, host, address, machine_state, machine_offer, "
                    + "declared, labels, reason, last_error, failed, shown, drain_asked_by, drain_force, incarnation, closed_at, renewing, recipe, reason_decision, drain_if_idle";
    private static final String VALUES =
            "(" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

    private final Database database;

    NodeRows(Database database) {
        this.database = database;
    }

    List<NodeRow> shown() {
        return database.query("SELECT " + COLUMNS + " FROM nodes WHERE shown = 1", NodeRows::read);
    }

    /** @param isNew whether the row must not exist yet; a node key is never used again */
    void write(NodeRow row, boolean isNew, boolean shown) {
        Optional<Machine> machine = row.machine();
        OptionalLong decision = row.story().reason().decision();
        database.update(
                (isNew ? "INSERT INTO nodes " : "REPLACE INTO nodes ") + VALUES,
                row.key().value(),
                row.type(),
                row.promise().offer(),
                PairColumn.text(row.promise().resources()),
                PairColumn.text(row.promise().labels()),
                row.state().wireName(),
                row.since().toEpochMilli(),
                row.requestedAt().toEpochMilli(),
                machine.map(Machine::host).orElse(null),
                machine.map(Machine::address).orElse(null),
                machine.map(found -> found.state().name()).orElse(null),
                machine.map(Machine::offer).orElse(null),
                machine.map(found -> PairColumn.text(found.declared())).orElse(null),
                machine.map(found -> PairColumn.text(found.labels())).orElse(null),
                row.story().reason().text(),
                row.story().lastError(),
                row.story().failed() ? 1 : 0,
                shown ? 1 : 0,
                row.drain().requestedBy().orElse(null),
                row.drain().force() ? 1 : 0,
                row.incarnation(),
                row.closedAt().map(Instant::toEpochMilli).orElse(null),
                row.drain().purpose() == Purpose.RENEW ? 1 : 0,
                row.recipe(),
                decision.isPresent() ? decision.getAsLong() : null,
                row.drain().purpose() == Purpose.IDLE ? 1 : 0);
    }

    /** Deletes old closed rows. The journal still has the history of their nodes. */
    void trim() {
        database.update("DELETE FROM nodes WHERE shown = 0 AND key NOT IN"
                + " (SELECT key FROM nodes WHERE shown = 0 ORDER BY closed_at DESC LIMIT " + MAX_CLOSED + ")");
    }

    private static NodeRow read(ResultSet row) throws SQLException {
        NodeKey key = new NodeKey(row.getString("key"));
        long closedAt = row.getLong("closed_at");
        Optional<Instant> closed = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(closedAt));
        return new NodeRow(
                key,
                row.getString("type"),
                new Promise(
                        row.getString("offer"),
                        PairColumn.resources(row.getString("promised")),
                        PairColumn.map(row.getString("promised_labels"))),
                NodeState.of(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("since")),
                Instant.ofEpochMilli(row.getLong("requested_at")),
                machine(key, row),
                new Story(reason(row), row.getString("last_error"), row.getBoolean("failed")),
                new Drain(
                        Optional.ofNullable(row.getString("drain_asked_by")),
                        row.getBoolean("drain_force"),
                        purpose(row)),
                row.getLong("incarnation"),
                row.getString("recipe"),
                closed);
    }

    private static Purpose purpose(ResultSet row) throws SQLException {
        return row.getBoolean("renewing")
                ? Purpose.RENEW
                : row.getBoolean("drain_if_idle") ? Purpose.IDLE : Purpose.LEAVE;
    }

    private static Reason reason(ResultSet row) throws SQLException {
        String text = row.getString("reason");
        long decision = row.getLong("reason_decision");
        return new Reason(text, row.wasNull() ? OptionalLong.empty() : OptionalLong.of(decision));
    }

    private static Optional<Machine> machine(NodeKey key, ResultSet row) throws SQLException {
        if (row.getString("host") == null) {
            return Optional.empty();
        }
        return Optional.of(new Machine(
                key,
                row.getString("type"),
                row.getString("host"),
                row.getString("address"),
                Machine.State.valueOf(row.getString("machine_state")),
                row.getString("machine_offer"),
                PairColumn.resources(row.getString("declared")),
                PairColumn.map(row.getString("labels"))));
    }
}
