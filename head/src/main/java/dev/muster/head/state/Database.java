package dev.muster.head.state;

import dev.muster.core.failure.Bug;
import dev.muster.core.failure.RemoteFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;

/** The connection to the SQLite file. The store's lock protects it. Turns SQL errors into exceptions that an operator understands. */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Path file;
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static Database open(Path file) {
        try {
            Database database = new Database(file, JDBC.createConnection("jdbc:sqlite:" + file, new Properties()));
            database.run("PRAGMA journal_mode = WAL");
            database.run("PRAGMA synchronous = FULL");
            database.run("PRAGMA busy_timeout = 5000");
            database.run("PRAGMA cache_size = -2000");
            return database;
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /** Runs one or more statements without parameters. */
    void run(String script) {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(script);
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    void update(String sql, @Nullable Object... values) {
        try {
            bound(sql, values).executeUpdate();
        } catch (SQLException e) {
            forget(sql);
            throw failure(file, e);
        }
    }

    <T> List<T> query(String sql, Reader<T> reader, @Nullable Object... values) {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        } catch (SQLException e) {
            forget(sql);
            throw failure(file, e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DamagedState(file + " has an invalid row: " + e.getMessage(), e);
        }
    }

    long number(String sql) {
        return query(sql, row -> row.getLong(1)).getFirst();
    }

    /** Runs the work in a transaction, which is rolled back if the work fails. */
    void transaction(Runnable work) {
        run("BEGIN IMMEDIATE");
        boolean done = false;
        try {
            work.run();
            run("COMMIT");
            done = true;
        } finally {
            if (!done) {
                rollback();
            }
        }
    }

    /** SQLite may have rolled back already by itself. The first failure is the one to report. */
    private void rollback() {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("nothing to roll back: {}", e.getMessage());
        }
    }

    /** After a failure a statement cannot be used again, so the next call prepares a new one. */
    private void forget(String sql) {
        try (PreparedStatement broken = statements.remove(sql)) {
            LOG.debug("closing after a failure: {}", broken);
        } catch (SQLException e) {
            LOG.debug("cannot close a statement: {}", e.getMessage());
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int index = 0; index < values.length; index++) {
            statement.setObject(index + 1, values[index]);
        }
        return statement;
    }

    @Override
    public void close() {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    private static RuntimeException failure(Path file, SQLException e) {
        int code = e.getErrorCode() & 0xff;
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return new DamagedState("the head's state " + file + " is damaged: " + e.getMessage(), e);
        }
        if (code == SQLiteErrorCode.SQLITE_ERROR.code || code == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
            return new Bug("internal error in the head's database: " + e.getMessage(), e);
        }
        String hint = code == SQLiteErrorCode.SQLITE_FULL.code || code == SQLiteErrorCode.SQLITE_IOERR.code
                ? "the head's disk may be full: free space and try again; nothing that was acknowledged is lost"
                : "see the head's log: cluster logs";
        RemoteFailure failure = new RemoteFailure(
                "head", "the head cannot write its state " + file + ": " + e.getMessage(), hint, true, List.of());
        failure.addSuppressed(e);
        return failure;
    }
}
