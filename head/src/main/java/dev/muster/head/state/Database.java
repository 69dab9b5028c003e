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

/** One connection to the file; used under the store's lock. Failures of the file become messages. */
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

    /** Text without parameters, several statements allowed. */
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
            throw new DamagedState(file + " holds a row that is not ours: " + e.getMessage(), e);
        }
    }

    long number(String sql) {
        return query(sql, row -> row.getLong(1)).getFirst();
    }

    /** All of it, or none. */
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

    /** SQLite may have rolled back already, by itself: the first failure is the one to tell. */
    private void rollback() {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("nothing to roll back: {}", e.getMessage());
        }
    }

    /** After a failure a statement stays in the middle of it: the next use begins with a new one. */
    private void forget(String sql) {
        try (PreparedStatement broken = statements.remove(sql)) {
            LOG.debug("forgotten: {}", broken);
        } catch (SQLException e) {
            LOG.debug("a broken statement does not close: {}", e.getMessage());
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
            return new DamagedState("the head's state is damaged: " + file + ": " + e.getMessage(), e);
        }
        if (code == SQLiteErrorCode.SQLITE_ERROR.code || code == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
            return new Bug("the head's state does not take this change: " + e.getMessage(), e);
        }
        String hint = code == SQLiteErrorCode.SQLITE_FULL.code || code == SQLiteErrorCode.SQLITE_IOERR.code
                ? "is the head's disk full? Free space and repeat: nothing that was acknowledged is lost"
                : "see logs/head.log on the head";
        RemoteFailure told = new RemoteFailure(
                "head", "the head cannot write its state (" + file + "): " + e.getMessage(), hint, true, List.of());
        told.addSuppressed(e);
        return told;
    }
}
