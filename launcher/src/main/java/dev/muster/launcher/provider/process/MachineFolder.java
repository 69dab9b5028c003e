package dev.muster.launcher.provider.process;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import dev.muster.core.io.OwnFolder;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** Represents a machine of the process provider: a folder that has a file {@code machine.properties}. */
record MachineFolder(Path path, NodeKey key) {
    private static final String MARK = "machine.properties";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** A machine that was found on disk. */
    record Found(NodeKey key, String type) {}

    /** Creates the folder. Does nothing if it exists already. Throws {@link IOException} if it belongs to another cluster of the same name. */
    void create(ClusterId clusterId, String type) throws IOException {
        Files.createDirectories(path, OWNER_ONLY);
        OwnFolder.require(path);
        Files.createDirectories(path.resolve("home"), OWNER_ONLY);
        Properties mark = read();
        if (mark.isEmpty()) {
            String text = "cluster_id=" + clusterId + "\ntype=" + escaped(type) + "\n";
            AtomicFile.write(path.resolve(MARK), text, Access.OWNER_ONLY, Durability.DURABLE);
        } else if (!clusterId.value().equals(mark.getProperty("cluster_id"))) {
            throw new IOException(path + " belongs to another cluster (" + mark.getProperty("cluster_id") + ")");
        }
    }

    private static String escaped(String type) {
        return type.replace("\\", "\\\\").replace("\n", " ").replace("\r", " ");
    }

    /** Deletes the folder. Does nothing if it is gone already or belongs to another cluster. */
    void delete(ClusterId clusterId) throws IOException {
        Properties mark = read();
        if (!mark.isEmpty() && !clusterId.value().equals(mark.getProperty("cluster_id"))) {
            return;
        }
        deleteTree(path);
    }

    /** Lists the cluster's machines, sorted by node key. */
    static List<Found> list(Path clusterFolder, ClusterId clusterId) throws IOException {
        if (!Files.isDirectory(clusterFolder)) {
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(clusterFolder)) {
            for (Path entry : entries.toList()) {
                Properties mark = new MachineFolder(entry, NodeKey.HEAD).read();
                if (clusterId.value().equals(mark.getProperty("cluster_id"))) {
                    found.add(new Found(new NodeKey(entry.getFileName().toString()), mark.getProperty("type", "")));
                }
            }
        }
        found.sort(Comparator.comparing(Found::key));
        return found;
    }

    private Properties read() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = new StringReader(Files.readString(path.resolve(MARK)))) {
            properties.load(reader);
        } catch (FileSystemException e) {
            return new Properties();
        }
        return properties;
    }

    /** Deletes the mark last, so that an interrupted deletion is found and finished later. */
    private static void deleteTree(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        Path mark = root.resolve(MARK);
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path entry : walk.sorted(Comparator.reverseOrder()).toList()) {
                if (!entry.equals(mark) && !entry.equals(root)) {
                    Files.deleteIfExists(entry);
                }
            }
        }
        Files.deleteIfExists(mark);
        Files.deleteIfExists(root);
    }
}
