package dev.muster.transfer;

import dev.muster.transfer.tar.TarExtractor;
import dev.muster.transfer.tree.FileNames;
import dev.muster.transfer.tree.TreeEntry;
import dev.muster.transfer.tree.TreeEntry.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Receives files from a host into a staging folder beside their destination, and moves them to their places together. Writes nothing outside of the
 * destination; see {@link ConfinedFolder}.
 */
final class StagedFiles implements TarExtractor.Receiver, AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_USES_FOLDER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Destination destination;
    private final String token;
    private final Map<String, Path> arrived = new HashMap<>();
    private @Nullable Staging staging;

    StagedFiles(Destination destination, String token) {
        this.destination = destination;
        this.token = token;
    }

    /** Returns the files and links that are missing or different here. */
    List<TreeEntry> missing(List<TreeEntry> wanted) throws IOException {
        List<TreeEntry> files =
                wanted.stream().filter(entry -> !entry.isFolder()).toList();
        if (!Files.isDirectory(destination.top())) {
            return files;
        }
        List<TreeEntry> missing = new ArrayList<>();
        try (ConfinedFolder top = ConfinedFolder.open(destination.top())) {
            for (TreeEntry entry : files) {
                if (!isHere(top, entry)) {
                    missing.add(entry);
                }
            }
        }
        return missing;
    }

    private boolean isHere(ConfinedFolder top, TreeEntry entry) throws IOException {
        String path = destination.of(entry);
        Optional<PosixFileAttributes> found = top.attributes(path);
        if (found.isEmpty()) {
            return false;
        }
        PosixFileAttributes here = found.get();
        return switch (entry.kind()) {
            case FILE ->
                here.isRegularFile()
                        && here.size() == entry.size()
                        && here.lastModifiedTime().to(TimeUnit.SECONDS) == entry.seconds();
            case LINK ->
                here.isSymbolicLink()
                        && FileNames.link(Files.readSymbolicLink(FileNames.resolve(destination.top(), path)))
                                .equals(entry.content());
            case FOLDER -> here.isDirectory();
        };
    }

    @Override
    public OutputStream file(String name, long size) throws IOException {
        return staging().file(newName(name));
    }

    @Override
    public void link(String name, String target) throws IOException {
        staging().link(newName(name), target);
    }

    private Path newName(String name) throws IOException {
        Path file = staging().newName();
        arrived.put(name, file);
        return file;
    }

    private Staging staging() throws IOException {
        Staging made = staging;
        if (made == null) {
            Files.createDirectories(destination.top());
            made = Staging.create(destination.top().resolve(FileNames.STAGING + "-" + token));
            staging = made;
        }
        return made;
    }

    /** Moves everything to its place. Returns whether anything was changed. */
    boolean place(List<TreeEntry> wanted) throws IOException {
        boolean changed = !Files.isDirectory(destination.top());
        Files.createDirectories(destination.top());
        try (ConfinedFolder top = ConfinedFolder.open(destination.top())) {
            for (String folder : destination.folders()) {
                changed |= makeFolder(top, folder);
            }
            List<TreeEntry> made = new ArrayList<>();
            for (TreeEntry entry : wanted) {
                if (!entry.isFolder()) {
                    changed |= placeFile(top, entry);
                } else if (makeFolder(top, destination.of(entry))) {
                    top.setPermissions(destination.of(entry), OWNER_USES_FOLDER);
                    made.add(entry);
                }
            }
            for (TreeEntry entry : made.reversed()) {
                top.setPermissions(destination.of(entry), permissions(entry.mode()));
            }
            return changed || !made.isEmpty();
        }
    }

    private boolean makeFolder(ConfinedFolder top, String path) throws IOException {
        if (top.attributes(path).filter(PosixFileAttributes::isDirectory).isPresent()) {
            return false;
        }
        Path name = staging().newName();
        staging().folder(name);
        top.put(staging().stream(), name, path, true);
        return true;
    }

    private boolean placeFile(ConfinedFolder top, TreeEntry entry) throws IOException {
        Path name = arrived.get(entry.path());
        if (name == null) {
            return false;
        }
        if (entry.kind() == Kind.FILE) {
            staging().finish(name, entry);
        }
        top.put(staging().stream(), name, destination.of(entry), false);
        return true;
    }

    /** Returns the nine plain permissions. Set-id and sticky bits of another machine are ignored, because they could be dangerous here. */
    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        int bit = 0400;
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((mode & bit) != 0) {
                permissions.add(permission);
            }
            bit >>= 1;
        }
        return permissions;
    }

    @Override
    public void close() throws IOException {
        Staging made = staging;
        if (made != null) {
            made.close();
        }
    }
}
