package dev.muster.daemon.folder;

import dev.muster.core.ClusterId;
import dev.muster.core.NameRules;
import dev.muster.core.NodeKey;
import dev.muster.core.failure.UserError;
import dev.muster.protocol.HeadAddress;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/**
 * The settings in {@code node.properties}, which the daemon needs before it can connect to the head.
 *
 * @param headAddress {@code host:port} at which this node reaches the head
 * @param logLevel {@code ERROR} to {@code TRACE}
 */
public record NodeProperties(String cluster, ClusterId clusterId, NodeKey node, String headAddress, String logLevel) {
    private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");
    private static final int MAX_BYTES = 64 * 1024;

    /** Reads the file. @throws UserError if it is missing or a value is invalid */
    public static NodeProperties read(Path file) {
        Properties raw = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            if (Files.size(file) > MAX_BYTES) {
                throw new UserError(file + " is larger than " + MAX_BYTES + " bytes");
            }
            raw.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError("cannot read " + file + ": " + e, "run 'cluster up' to write it again");
        }
        try {
            return from(raw);
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": " + e.getMessage());
        }
    }

    private static NodeProperties from(Properties raw) {
        return new NodeProperties(
                validated(NameRules.isSafe(text(raw, "cluster")), raw, "cluster"),
                new ClusterId(text(raw, "cluster_id")),
                new NodeKey(text(raw, "node_key")),
                address(text(raw, "head_address")),
                level(raw));
    }

    private static String address(String text) {
        HeadAddress.parse(text);
        return text;
    }

    private static String level(Properties raw) {
        String level = raw.getProperty("log_level", "INFO").strip().toUpperCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw new IllegalArgumentException(
                    "log_level must be ERROR, WARN, INFO, DEBUG or TRACE, not '" + level + "'");
        }
        return level;
    }

    private static String text(Properties raw, String key) {
        String value = raw.getProperty(key, "").strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    private static String validated(boolean isValid, Properties raw, String key) {
        if (!isValid) {
            throw new IllegalArgumentException(key + " is invalid: '" + text(raw, key) + "'");
        }
        return text(raw, key);
    }
}
