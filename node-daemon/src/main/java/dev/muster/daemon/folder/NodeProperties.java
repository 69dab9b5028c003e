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
 * What the daemon must know before it can ask anybody.
 *
 * @param headAddress host:port as this node reaches the head
 * @param logLevel {@code ERROR} to {@code TRACE}
 */
public record NodeProperties(String cluster, ClusterId clusterId, NodeKey node, String headAddress, String logLevel) {
    private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");
    private static final int LARGEST = 64 * 1024;

    /** @throws UserError where the file is missing, or a value is not what it should be */
    public static NodeProperties read(Path file) {
        Properties raw = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            if (Files.size(file) > LARGEST) {
                throw new UserError(file + " is too large");
            }
            raw.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError("cannot read " + file + ": " + e, "the bootstrap writes it before the daemon starts");
        }
        try {
            return from(raw);
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": " + e.getMessage());
        }
    }

    private static NodeProperties from(Properties raw) {
        return new NodeProperties(
                checked(NameRules.isSafe(text(raw, "cluster")), raw, "cluster"),
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
            throw new IllegalArgumentException("log_level is none of " + LEVELS + ": " + level);
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

    private static String checked(boolean isGood, Properties raw, String key) {
        if (!isGood) {
            throw new IllegalArgumentException(key + " is not what it should be: '" + text(raw, key) + "'");
        }
        return text(raw, key);
    }
}
