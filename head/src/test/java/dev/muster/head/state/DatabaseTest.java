package dev.muster.head.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.event.Event;
import dev.muster.core.failure.Bug;
import dev.muster.core.failure.RemoteFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("state.db");
    }

    private Database migrated() {
        Database database = Database.open(file);
        Migrations.run(database, file);
        return database;
    }

    @Test
    void reportsAFullDiskAndWorksAgainOnceThereIsSpace() {
        try (Database database = migrated()) {
            JournalRows journal = new JournalRows(database);
            database.run("PRAGMA max_page_count = " + database.number("PRAGMA page_count"));
            String long1 = "x".repeat(100_000);

            assertThatThrownBy(() -> database.transaction(() -> journal.write(event(1, long1))))
                    .isInstanceOfSatisfying(RemoteFailure.class, failure -> {
                        assertThat(failure.text()).contains("full");
                        assertThat(failure.hint()).contains("free space");
                    });

            database.run("PRAGMA max_page_count = 1000000");
            database.transaction(() -> journal.write(event(1, long1)));
            assertThat(journal.last()).isEqualTo(1);
        }
    }

    @Test
    void keepsTheNewestLinesOfTheJournal() {
        try (Database database = migrated()) {
            JournalRows journal = new JournalRows(database);
            int all = JournalRows.MAX_ROWS + 2000;
            database.transaction(() -> {
                for (int number = 1; number <= all; number++) {
                    journal.write(event(number, ""));
                }
            });
            assertThat(database.number("SELECT COUNT(*) FROM journal")).isEqualTo(JournalRows.MAX_ROWS);
            assertThat(database.number("SELECT MIN(sequence) FROM journal")).isEqualTo(2001);
        }
    }

    private static Event event(long number, String message) {
        return Event.of(NOW, Event.Kind.HEAD, "x", message).withSequence(number);
    }

    @Test
    void migratesAnOldFileAfterACopy() {
        migrated().close();
        List<String> steps = withOneMore("CREATE TABLE later (a INTEGER); INSERT INTO later VALUES (5);");
        try (Database database = Database.open(file)) {
            Migrations.run(database, file, steps);
            Migrations.run(database, file, steps);

            assertThat(database.number("SELECT a FROM later")).isEqualTo(5);
        }
        Path copy = folder.resolve("state.db.before-" + steps.size());
        assertThat(copy).exists();
        try (Database old = Database.open(copy)) {
            assertThat(old.number("PRAGMA user_version")).isEqualTo(Migrations.STEPS.size());
        }
    }

    @Test
    void keepsTheOldSchemaIfAMigrationFailsAndCanBeRepeated() {
        migrated().close();
        try (Database database = Database.open(file)) {
            assertThatThrownBy(() -> Migrations.run(
                            database,
                            file,
                            withOneMore("CREATE TABLE later (a INTEGER); INSERT INTO nowhere VALUES (1);")))
                    .isInstanceOf(Bug.class);
            assertThat(database.number("PRAGMA user_version")).isEqualTo(Migrations.STEPS.size());
            assertThat(database.number("SELECT COUNT(*) FROM sqlite_master WHERE name = 'later'"))
                    .isZero();

            Migrations.run(database, file, withOneMore("CREATE TABLE later (a INTEGER);"));
            assertThat(database.number("PRAGMA user_version")).isEqualTo(Migrations.STEPS.size() + 1L);
        }
    }

    @Test
    void failsForAFileOfANewerVersion() {
        try (Database database = migrated()) {
            database.run("PRAGMA user_version = 999");
            assertThatThrownBy(() -> Migrations.run(database, file))
                    .isInstanceOf(DamagedState.class)
                    .hasMessageContaining("newer");
        }
        assertThat(Files.exists(file)).isTrue();
    }

    private static List<String> withOneMore(String step) {
        List<String> steps = new ArrayList<>(Migrations.STEPS);
        steps.add(step);
        return steps;
    }
}
