package dev.muster.protocol.identity;

import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Reads and writes files that only their owner may read. They are written atomically, and are not read if others have access to them. */
public final class SecretFile {
    private static final int MAX_BYTES = 64 * 1024;
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private SecretFile() {}

    /** Writes the file with mode 0600 and syncs it to disk before it replaces an older file. */
    public static void write(Path file, String text) throws IOException {
        AtomicFile.write(file, text, Access.OWNER_ONLY, Durability.DURABLE);
    }

    /** Reads a file. @throws IOException if it cannot be read, if the group or others have access to it, or if it is larger than 64 KiB */
    public static String read(Path file) throws IOException {
        if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + " is accessible by others; fix it with: chmod 600 " + file);
        }
        return readPublic(file);
    }

    /** Reads a file that others may read too. */
    static String readPublic(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new IOException(file + " has " + size + " bytes, at most " + MAX_BYTES + " are allowed");
        }
        return Files.readString(file);
    }
}
