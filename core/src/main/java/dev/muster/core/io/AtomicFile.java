package dev.muster.core.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one way to write a small file. A reader sees either the old file or the whole new one, never a part of it.
 *
 * <p>The bytes go to a hidden draft in the same folder, which then takes the file's name in one step. The draft has its final mode from
 * its first byte on, so a secret is never readable by others. If writing fails, the draft is deleted and the old file stays. Several
 * threads and processes may write the same file at the same time: the last one wins.
 *
 * <p>The folder must exist. Where the file is a symbolic link, the link is replaced, not its target.
 */
public final class AtomicFile {
    private static final Set<OpenOption> NEW_FILE = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final AtomicLong DRAFTS = new AtomicLong();

    private AtomicFile() {}

    /** Who may read the file. */
    public enum Access {
        /** Mode 0600: for keys, and for everything that only its owner needs. */
        OWNER_ONLY("rw-------"),
        /** Mode 0644, as far as the umask allows it. */
        READABLE("rw-r--r--");

        private final FileAttribute<Set<PosixFilePermission>> attribute;

        Access(String permissions) {
            attribute = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
        }
    }

    /** What remains after a power loss. */
    public enum Durability {
        /** The file is on the disk under its name when the call returns. Costs two fsyncs. */
        DURABLE,
        /** After a power loss the file may be old or empty. For what can be made again. */
        FAST
    }

    /**
     * Writes the text in UTF-8.
     *
     * @throws IOException if the folder is missing, the disk is full, or the file cannot be replaced
     */
    public static void write(Path file, String text, Access access, Durability durability) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8), access, durability);
    }

    /** @throws IOException if the folder is missing, the disk is full, or the file cannot be replaced */
    public static void write(Path file, byte[] bytes, Access access, Durability durability) throws IOException {
        Path draft = draftOf(file);
        Files.deleteIfExists(draft);
        try {
            try (FileChannel channel = FileChannel.open(draft, NEW_FILE, access.attribute)) {
                writeAll(channel, ByteBuffer.wrap(bytes));
                if (durability == Durability.DURABLE) {
                    channel.force(true);
                }
            }
            rename(draft, file, durability);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
    }

    /**
     * Gives a finished draft its name: for files that are too large for {@link #write}. The draft must be on the same file system. If
     * this fails, the draft stays.
     */
    public static void publish(Path draft, Path file, Durability durability) throws IOException {
        if (durability == Durability.DURABLE) {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
        rename(draft, file, durability);
    }

    private static void rename(Path draft, Path file, Durability durability) throws IOException {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (durability == Durability.DURABLE) {
            // A rename is kept over a power loss only once the folder itself is on the disk.
            try (FileChannel folder = FileChannel.open(folderOf(file), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The name is free in all processes and threads of this host; what a killed process with the same id left is replaced. */
    private static Path draftOf(Path file) {
        String draft = "." + file.getFileName() + "." + ProcessHandle.current().pid() + "-" + DRAFTS.incrementAndGet();
        return file.resolveSibling(draft + ".draft");
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("not a file in a folder: " + file);
        }
        return folder;
    }
}
