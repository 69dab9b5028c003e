package dev.muster.head.state;

import dev.muster.autoscaler.Ledger;
import dev.muster.autoscaler.Ledger.TypeLedger;
import dev.muster.core.Shape;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.StandingRequest.Bundles;
import dev.muster.core.failure.ClusterException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** The tables with few rows: meta, config, ledger and standing demand. */
final class SmallTables {
    private static final int KEPT_CONFIGS = 20;

    private final Database database;

    SmallTables(Database database) {
        this.database = database;
    }

    Optional<String> meta(String name) {
        return database.query("SELECT value FROM meta WHERE name = ?", row -> row.getString(1), name).stream()
                .findFirst();
    }

    void meta(String name, String value) {
        database.update("REPLACE INTO meta (name, value) VALUES (?, ?)", name, value);
    }

    /**
     * Returns the newest config. A config that this version cannot read is put aside under a negative version: the head then waits for another one instead of
     * failing at each start.
     */
    Optional<AppliedConfig> config(Function<String, ClusterConfig> reader, Consumer<ClusterException> unreadable) {
        try {
            return config(reader);
        } catch (ClusterException e) {
            unreadable.accept(e);
            database.update("DELETE FROM config WHERE version < 0");
            database.update("UPDATE config SET version = -version");
            return Optional.empty();
        }
    }

    private Optional<AppliedConfig> config(Function<String, ClusterConfig> reader) {
        return database
                .query(
                        "SELECT version, text, person, at, recipes FROM config WHERE version > 0 ORDER BY version DESC LIMIT 1",
                        row -> new AppliedConfig(
                                row.getLong(1),
                                row.getString(2),
                                reader.apply(row.getString(2)),
                                row.getString(3),
                                Instant.ofEpochMilli(row.getLong(4)),
                                PairColumn.map(row.getString(5))))
                .stream()
                .findFirst();
    }

    void write(AppliedConfig config) {
        database.update(
                "INSERT INTO config (version, at, person, text, recipes) VALUES (?, ?, ?, ?, ?)",
                config.version(),
                config.at().toEpochMilli(),
                config.requestedBy(),
                config.text(),
                PairColumn.text(config.recipes()));
        database.update("DELETE FROM config WHERE version > 0 AND version <= ?", config.version() - KEPT_CONFIGS);
    }

    Ledger ledger() {
        TreeMap<String, TypeLedger> types = new TreeMap<>();
        database.query(
                        "SELECT type, next_number, failures, retry_at, last_error, boot_millis FROM ledger",
                        row -> Map.entry(row.getString(1), typeLedger(row)))
                .forEach(row -> types.put(row.getKey(), row.getValue()));
        return new Ledger(types);
    }

    private static TypeLedger typeLedger(ResultSet row) throws SQLException {
        long retryAt = row.getLong(4);
        Optional<Instant> retry = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(retryAt));
        return new TypeLedger(row.getInt(2), row.getInt(3), retry, row.getString(5), Duration.ofMillis(row.getLong(6)));
    }

    void write(Ledger ledger) {
        ledger.types()
                .forEach((type, entry) -> database.update(
                        "REPLACE INTO ledger (type, next_number, failures, retry_at, last_error, boot_millis)"
                                + " VALUES (?, ?, ?, ?, ?, ?)",
                        type,
                        entry.nextNumber(),
                        entry.failures(),
                        entry.retryAt().map(Instant::toEpochMilli).orElse(null),
                        entry.lastError(),
                        entry.bootTime().toMillis()));
    }

    List<Bundles> standing() {
        return database.query(
                "SELECT resources, selector, count FROM standing ORDER BY position",
                row -> new Bundles(
                        new Shape(PairColumn.resources(row.getString(1)), SelectorColumn.selector(row.getString(2))),
                        row.getInt(3)));
    }

    void write(List<Bundles> standing) {
        database.run("DELETE FROM standing");
        int position = 0;
        for (Bundles bundles : standing) {
            database.update(
                    "INSERT INTO standing (position, resources, selector, count) VALUES (?, ?, ?, ?)",
                    position++,
                    PairColumn.text(bundles.shape().resources()),
                    SelectorColumn.text(bundles.shape().selector()),
                    bundles.count());
        }
    }
}
