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

/** What this machine knows of its user's clusters: a cache, never the truth, so that {@code list} and {@code down} work from anywhere. */
public final class ClusterCache {
    private static final String ENDING = ".properties";
    private static final String DEPARTED = "departed";

    private final Path folder;

    public ClusterCache(Path folder) {
        this.folder = folder;
    }

    public void write(KnownCluster cluster, String expandedConfig) {
        Properties note = new Properties();
        note.setProperty("name", cluster.name());
        note.setProperty("cluster_id", cluster.clusterId());
        note.setProperty("provider", cluster.provider());
        note.setProperty("head", cluster.head());
        cluster.file().ifPresent(file -> note.setProperty("file", file.toString()));
        note.setProperty("last_seen", cluster.lastSeen().toString());
        note.setProperty("config", expandedConfig);
        store(cluster.name(), note);
    }

    private void store(String name, Properties note) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            StringWriter text = new StringWriter();
            note.store(text, null);
            AtomicFile.write(file(name), text.toString(), Access.OWNER_ONLY, Durability.FAST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines of hosts that a {@code down} could not clear, and that the cluster's file does not name any more. */
    public List<String> departed(String name) {
        return read(file(name))
                .map(note -> note.getProperty(DEPARTED, "").lines().toList())
                .orElse(List.of());
    }

    /** Nothing is kept where there is no note of the cluster. */
    public void keepDeparted(String name, List<String> lines) {
        read(file(name)).ifPresent(note -> {
            note.setProperty(DEPARTED, String.join("\n", lines));
            store(name, note);
        });
    }

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

    public Optional<KnownCluster> find(String name) {
        return read(file(name)).map(ClusterCache::known);
    }

    /** The config of the last {@code up}, in its full form. */
    public Optional<String> expandedConfig(String name) {
        return read(file(name)).map(note -> note.getProperty("config", ""));
    }

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

    private static KnownCluster known(Properties note) {
        return new KnownCluster(
                note.getProperty("name"),
                note.getProperty("cluster_id", ""),
                note.getProperty("provider", ""),
                note.getProperty("head", ""),
                Optional.ofNullable(note.getProperty("file")).map(Path::of),
                Instant.parse(note.getProperty("last_seen")));
    }

    /** A note that is damaged counts as none: it is only a cache. */
    private static Optional<Properties> read(Path file) {
        Properties note = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            note.load(reader);
            Instant.parse(note.getProperty("last_seen", ""));
            return note.getProperty("name") == null ? Optional.empty() : Optional.of(note);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
