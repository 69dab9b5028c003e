package dev.muster.transfer;

import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Durability;
import dev.muster.transfer.TreeEntry.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Files that come from a host, on this machine's disk: in a folder of their own beside where they go, until they are moved there together. */
final class StagedFiles implements TarExtractor.Receiver, AutoCloseable {
    private static final int OWNER_USES_FOLDER = 0700;

    private final Path folder;
    private final Path staging;
    private final Map<String, Path> arrived = new HashMap<>();

    StagedFiles(Path folder, String token) {
        this.folder = folder;
        this.staging = folder.resolve(Upload.STAGING + "-" + token);
    }

    /** Files and links that are not here, or are different. */
    List<TreeEntry> missing(List<TreeEntry> wanted, String name) throws IOException {
        List<TreeEntry> missing = new ArrayList<>();
        for (TreeEntry entry : wanted) {
            if (!entry.isFolder() && !isHere(entry, name)) {
                missing.add(entry);
            }
        }
        return missing;
    }

    private boolean isHere(TreeEntry entry, String name) throws IOException {
        Path path = path(entry, name);
        try {
            PathAttributes here = PathAttributes.of(path, LinkOption.NOFOLLOW_LINKS);
            return switch (entry.kind()) {
                case FILE -> here.isFile() && here.size() == entry.size() && here.seconds() == entry.seconds();
                case LINK ->
                    here.isLink()
                            && FileNames.link(Files.readSymbolicLink(path)).equals(entry.content());
                case FOLDER -> here.isFolder();
            };
        } catch (FileSystemException e) {
            // Not there, or something else is where its folder should be.
            return false;
        }
    }

    private Path path(TreeEntry entry, String name) {
        return FileNames.resolve(folder, name.isEmpty() ? entry.path() : name);
    }

    @Override
    public OutputStream file(String name, long size) throws IOException {
        Path file = fresh(name);
        return Files.newOutputStream(file);
    }

    @Override
    public void link(String name, String target) throws IOException {
        Files.createSymbolicLink(fresh(name), FileNames.linkTarget(target));
    }

    private Path fresh(String name) throws IOException {
        Files.createDirectories(staging);
        Path file = staging.resolve(Integer.toString(arrived.size()));
        arrived.put(name, file);
        return file;
    }

    /** Whether anything was changed. */
    boolean place(List<TreeEntry> wanted, String name) throws IOException {
        boolean changed = !Files.isDirectory(folder);
        Files.createDirectories(folder);
        List<TreeEntry> made = new ArrayList<>();
        for (TreeEntry entry : wanted) {
            if (entry.isFolder()) {
                changed |= makeFolder(entry, made);
            } else if (arrived.containsKey(entry.path())) {
                put(arrived.get(entry.path()), path(entry, name), entry);
                changed = true;
            }
        }
        Collections.reverse(made);
        for (TreeEntry entry : made) {
            mode(path(entry, ""), entry.mode());
        }
        return changed;
    }

    private boolean makeFolder(TreeEntry entry, List<TreeEntry> made) throws IOException {
        Path path = path(entry, "");
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Files.deleteIfExists(path);
        Files.createDirectory(path);
        mode(path, OWNER_USES_FOLDER);
        made.add(entry);
        return true;
    }

    private static void put(Path from, Path to, TreeEntry entry) throws IOException {
        if (entry.kind() == Kind.FILE) {
            mode(from, entry.mode());
            Files.setLastModifiedTime(from, FileTime.from(entry.seconds(), TimeUnit.SECONDS));
        }
        if (Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(to);
        }
        AtomicFile.publish(from, to, Durability.FAST);
    }

    private static void mode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
    }

    @Override
    public void close() throws IOException {
        if (!Files.isDirectory(staging)) {
            return;
        }
        for (Path file : arrived.values()) {
            Files.deleteIfExists(file);
        }
        Files.delete(staging);
    }
}
