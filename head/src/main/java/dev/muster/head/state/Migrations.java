package dev.muster.head.state;

import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Migrates the schema forward, one numbered step per transaction, after a copy of the file. A released step never changes. */
final class Migrations {
    static final List<String> STEPS = List.of("""
            CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE config (version INTEGER PRIMARY KEY, at INTEGER NOT NULL, person TEXT NOT NULL, text TEXT NOT NULL);
            CREATE TABLE nodes (
                key TEXT PRIMARY KEY, type TEXT NOT NULL, offer TEXT NOT NULL, promised TEXT NOT NULL,
                promised_labels TEXT NOT NULL, state TEXT NOT NULL, since INTEGER NOT NULL, requested_at INTEGER NOT NULL,
                host TEXT, address TEXT, machine_state TEXT, machine_offer TEXT, declared TEXT, labels TEXT,
                reason TEXT NOT NULL, last_error TEXT NOT NULL, failed INTEGER NOT NULL, shown INTEGER NOT NULL,
                drain_asked_by TEXT, drain_force INTEGER NOT NULL, incarnation INTEGER NOT NULL, closed_at INTEGER) WITHOUT ROWID;
            CREATE TABLE ledger (
                type TEXT PRIMARY KEY, next_number INTEGER NOT NULL, failures INTEGER NOT NULL, retry_at INTEGER,
                last_error TEXT NOT NULL, boot_millis INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE standing (position INTEGER PRIMARY KEY, resources TEXT NOT NULL, selector TEXT NOT NULL, count INTEGER NOT NULL);
            CREATE TABLE journal (
                sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, node TEXT, step TEXT, state TEXT NOT NULL,
                message TEXT NOT NULL, details TEXT NOT NULL);
            CREATE INDEX journal_node ON journal (node, sequence) WHERE node IS NOT NULL;
            """, """
            ALTER TABLE nodes ADD COLUMN renewing INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE nodes ADD COLUMN recipe TEXT NOT NULL DEFAULT '';
            ALTER TABLE nodes ADD COLUMN reason_decision INTEGER;
            ALTER TABLE config ADD COLUMN recipes TEXT NOT NULL DEFAULT '';
            """, """
            ALTER TABLE nodes ADD COLUMN drain_if_idle INTEGER NOT NULL DEFAULT 0;
            """);

    private Migrations() {}

    static void run(Database database, Path file) {
        run(database, file, STEPS);
    }

    static void run(Database database, Path file, List<String> steps) {
        long from = database.number("PRAGMA user_version");
        if (from > steps.size()) {
            throw new DamagedState(file + " was written by a newer version of Muster (schema " + from
                    + ", this version knows " + steps.size() + "): run 'cluster up' with the newer version");
        }
        if (from > 0 && from < steps.size()) {
            copy(database, file.resolveSibling(file.getFileName() + ".before-" + steps.size()));
        }
        for (int step = (int) from; step < steps.size(); step++) {
            String script = steps.get(step) + ";PRAGMA user_version = " + (step + 1);
            database.transaction(() -> database.run(script));
        }
    }

    /** The copy gets its name when it is complete. A copy from an interrupted attempt is made again. */
    private static void copy(Database database, Path copy) {
        Path draft = copy.resolveSibling(copy.getFileName() + ".draft");
        try {
            Files.deleteIfExists(draft);
            database.update("VACUUM INTO ?", draft.toString());
            AtomicFile.publish(draft, copy, Durability.DURABLE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the state before the migration", e);
        }
    }
}
