package dev.muster.client.local;

import dev.muster.client.KnownCluster;
import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The clusters that this machine knows, one file each, so that {@code list} and {@code down} work in any folder. The head's state has priority. */
public final class ClusterCache {
    private static final String ENDING = ".properties";
    private static final String DEPARTED = "departed";

    private final Path folder;

    /** Creates a cache in a folder, which is created at the first write. */
    public ClusterCache(Path folder) {
        this.folder = folder;
    }

    /** Stores a cluster with the config of its last {@code up}, and replaces what was stored under its name. */
    public void write(KnownCluster cluster, String expandedConfig) {
        Properties properties = new Properties();
        properties.setProperty("name", cluster.name());
        properties.setProperty("cluster_id", cluster.clusterId());
        properties.setProperty("provider", cluster.provider());
        properties.setProperty("head", cluster.head());
        cluster.file().ifPresent(file -> properties.setProperty("file", file.toString()));
        properties.setProperty("last_seen", cluster.lastSeen().toString());
        properties.setProperty("config", expandedConfig);
        store(cluster.name(), properties);
    }

    private void store(String name, Properties properties) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            StringWriter text = new StringWriter();
            properties.store(text, null);
            AtomicFile.write(file(name), text.toString(), Access.OWNER_ONLY, Durability.FAST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the hosts that are no longer in the cluster's config but that {@code down} could not clear yet; one line each. */
    public List<String> departedHosts(String name) {
        return read(file(name))
                .map(properties -> properties.getProperty(DEPARTED, "").lines().toList())
                .orElse(List.of());
    }

    /** Stores these hosts. Does nothing if the cluster is not in the cache. */
    public void rememberDepartedHosts(String name, List<String> lines) {
        read(file(name)).ifPresent(properties -> {
            properties.setProperty(DEPARTED, String.join("\n", lines));
            store(name, properties);
        });
    }

    /** Stores another ID of a stored cluster, which was created again. Does nothing if the cluster is not in the cache. */
    public void recordId(String name, String clusterId) {
        read(file(name))
                .filter(properties -> !clusterId.equals(properties.getProperty("cluster_id", "")))
                .ifPresent(properties -> {
                    properties.setProperty("cluster_id", clusterId);
                    store(name, properties);
                });
    }

    /** Returns all stored clusters, sorted by name. */
    public List<KnownCluster> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .flatMap(file -> read(file).stream())
                    .map(ClusterCache::known)
                    .sorted(Comparator.comparing(KnownCluster::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the stored cluster of this name. */
    public Optional<KnownCluster> find(String name) {
        return read(file(name)).map(ClusterCache::known);
    }

    /** Returns the config of the last {@code up} as YAML text with all defaults. */
    public Optional<String> expandedConfig(String name) {
        return read(file(name)).map(properties -> properties.getProperty("config", ""));
    }

    /** Removes the cluster. Does nothing if it is not stored. */
    public void forget(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ENDING);
    }

    private static KnownCluster known(Properties properties) {
        return new KnownCluster(
                properties.getProperty("name"),
                properties.getProperty("cluster_id", ""),
                properties.getProperty("provider", ""),
                properties.getProperty("head", ""),
                Optional.ofNullable(properties.getProperty("file")).map(Path::of),
                Instant.parse(properties.getProperty("last_seen")));
    }

    /** Returns empty for a file that is missing or damaged, since it is only a cache. */
    private static Optional<Properties> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            Instant.parse(properties.getProperty("last_seen", ""));
            return properties.getProperty("name") == null ? Optional.empty() : Optional.of(properties);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
