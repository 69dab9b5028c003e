package dev.muster.transfer;

import dev.muster.transfer.tree.FileNames;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Confines all access to one folder of this machine: each part of a path is opened relative to the folder before it, and a link is never followed.
 * The folder itself may be a link. Paths are relative and use '/'. A folder stays open until a path outside of it is used, so an ordered tree opens
 * each of its folders once.
 */
final class ConfinedFolder implements AutoCloseable {
    private final Deque<Level> levels = new ArrayDeque<>();

    private record Level(String path, SecureDirectoryStream<Path> stream) {
        boolean contains(String other) {
            return path.isEmpty() || other.equals(path) || other.startsWith(path + "/");
        }
    }

    private ConfinedFolder(SecureDirectoryStream<Path> top) {
        levels.addLast(new Level("", top));
    }

    /** Opens the folder. Throws {@link IOException} if the file system cannot open files relative to a folder. */
    static ConfinedFolder open(Path top) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(top);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new ConfinedFolder(secure);
        }
        stream.close();
        throw new IOException("this file system cannot open files relative to a folder");
    }

    /** Returns the attributes of what is at the path. Empty if nothing is there, or if something other than a folder is above it. */
    Optional<PosixFileAttributes> attributes(String path) throws IOException {
        try {
            return Optional.of(parent(path)
                    .getFileAttributeView(name(path), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes());
        } catch (FileSystemException e) {
            return Optional.empty();
        }
    }

    /** Sets the permissions of a folder, which must not be a link. */
    void setPermissions(String folder, Set<PosixFilePermission> permissions) throws IOException {
        open(folder).getFileAttributeView(PosixFileAttributeView.class).setPermissions(permissions);
    }

    /** Moves a file, a link or an empty folder to the path. It may replace a file, a link or an empty folder there. */
    void put(SecureDirectoryStream<Path> from, Path name, String path, boolean isFolder) throws IOException {
        Optional<PosixFileAttributes> there = attributes(path);
        if (there.isPresent() && there.get().isDirectory()) {
            parent(path).deleteDirectory(name(path));
        } else if (there.isPresent() && isFolder) {
            parent(path).deleteFile(name(path));
        }
        from.move(name, parent(path), name(path));
    }

    private SecureDirectoryStream<Path> parent(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        return open(slash < 0 ? "" : path.substring(0, slash));
    }

    private SecureDirectoryStream<Path> open(String folder) throws IOException {
        while (!levels.getLast().contains(folder)) {
            levels.removeLast().stream().close();
        }
        while (!levels.getLast().path().equals(folder)) {
            Level last = levels.getLast();
            int from = last.path().isEmpty() ? 0 : last.path().length() + 1;
            int slash = folder.indexOf('/', from);
            String next = slash < 0 ? folder : folder.substring(0, slash);
            levels.addLast(new Level(next, last.stream().newDirectoryStream(name(next), LinkOption.NOFOLLOW_LINKS)));
        }
        return levels.getLast().stream();
    }

    /** Returns the last part of the path, which must be the plain name of something in its folder. */
    private static Path name(String path) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (List.of("", ".", "..").contains(name)) {
            throw new IOException("'" + name + "' is not a file name");
        }
        return FileNames.linkTarget(name);
    }

    @Override
    public void close() throws IOException {
        while (!levels.isEmpty()) {
            levels.removeLast().stream().close();
        }
    }
}
