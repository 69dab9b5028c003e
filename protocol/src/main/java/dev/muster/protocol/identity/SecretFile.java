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

/** Files that only their owner may read: written whole or not at all, and refused when others could have read them. */
public final class SecretFile {
    private static final int LARGEST = 64 * 1024;
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private SecretFile() {}

    /** Writes the file with mode 0600, durably. Replaces an older one. */
    public static void write(Path file, String text) throws IOException {
        AtomicFile.write(file, text, Access.OWNER_ONLY, Durability.DURABLE);
    }

    /** @throws IOException also where group or others may read it, or it has more than 64 KiB */
    public static String read(Path file) throws IOException {
        if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + " may be read by others than its owner: expected mode 0600");
        }
        return readPublic(file);
    }

    static String readPublic(Path file) throws IOException {
        long size = Files.size(file);
        if (size > LARGEST) {
            throw new IOException(file + " has " + size + " bytes: expected at most " + LARGEST);
        }
        return Files.readString(file);
    }
}
