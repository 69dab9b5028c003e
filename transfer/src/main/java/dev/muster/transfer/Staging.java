package dev.muster.transfer;

import dev.muster.transfer.tree.FileNames;
import dev.muster.transfer.tree.TreeEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Holds what has arrived and is not in its place yet: a new private folder with numbers as file names. {@code close} removes it. */
final class Staging implements AutoCloseable {
    private static final int PERMISSIONS = 0777;

    private final Path folder;
    private final SecureDirectoryStream<Path> stream;
    private int count;

    private Staging(Path folder, SecureDirectoryStream<Path> stream) {
        this.folder = folder;
        this.stream = stream;
    }

    /**
     * Creates the folder.
     *
     * @param folder a path that does not exist yet
     */
    static Staging create(Path folder) throws IOException {
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new Staging(folder, (SecureDirectoryStream<Path>) Files.newDirectoryStream(folder));
    }

    /** Returns the open folder, to move files out of it. */
    SecureDirectoryStream<Path> stream() {
        return stream;
    }

    Path newName() {
        return Path.of(Integer.toString(count++));
    }

    OutputStream file(Path name) throws IOException {
        return Files.newOutputStream(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    void link(Path name, String target) throws IOException {
        Files.createSymbolicLink(folder.resolve(name), FileNames.linkTarget(target));
    }

    void folder(Path name) throws IOException {
        Files.createDirectory(folder.resolve(name));
    }

    /** Gives a file the mode and time of its entry. */
    void finish(Path name, TreeEntry entry) throws IOException {
        Files.setAttribute(folder.resolve(name), "unix:mode", entry.mode() & PERMISSIONS);
        Files.setLastModifiedTime(folder.resolve(name), FileTime.from(entry.seconds(), TimeUnit.SECONDS));
    }

    @Override
    public void close() throws IOException {
        stream.close();
        List<Path> left = new ArrayList<>();
        try (var all = Files.newDirectoryStream(folder)) {
            all.forEach(left::add);
        }
        for (Path path : left) {
            Files.delete(path);
        }
        Files.delete(folder);
    }
}
