package dev.muster.head.program;

import dev.muster.core.ClusterId;
import dev.muster.core.NameRules;
import dev.muster.core.failure.UserError;
import dev.muster.head.api.HeadLocation;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The settings in {@code head.properties}, see {@code docs/on-a-host.md}.
 *
 * @param port where the search for a free port begins
 */
public record HeadProperties(HeadLocation location, int port, String runtimeSha256, String applicationSha256) {
    /** @throws UserError if the file is missing or invalid */
    public static HeadProperties read(Path folder) {
        Path file = folder.resolve("head.properties");
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UserError(
                    "cannot read " + file + ": " + e.getMessage(),
                    "give the folder of a head, such as ~/.muster/CLUSTER/head");
        }
        return of(folder.toAbsolutePath().normalize(), properties, file);
    }

    private static HeadProperties of(Path folder, Properties properties, Path file) {
        String cluster = value(properties, "cluster", file);
        if (!NameRules.isSafe(cluster)) {
            throw new UserError(file + ": cluster: expected " + NameRules.RULE);
        }
        try {
            HeadLocation location = new HeadLocation(
                    cluster,
                    new ClusterId(value(properties, "cluster_id", file)),
                    Path.of(value(properties, "root", file)),
                    folder,
                    value(properties, "address", file));
            return new HeadProperties(
                    location,
                    Integer.parseInt(value(properties, "port", file)),
                    properties.getProperty("runtime_sha256", ""),
                    properties.getProperty("application_sha256", ""));
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": " + e.getMessage());
        }
    }

    private static String value(Properties properties, String name, Path file) {
        String value = properties.getProperty(name, "").strip();
        if (value.isEmpty()) {
            throw new UserError(file + " has no '" + name + "'");
        }
        return value;
    }
}
