package dev.muster.head.state;

import dev.muster.core.failure.RemoteFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Makes an empty file of mode 0600 before SQLite does: its log and shared memory beside it get the same mode. */
final class PrivateFile {
    private PrivateFile() {}

    static void make(Path file) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // The state of an earlier start.
        } catch (IOException e) {
            throw new RemoteFailure(
                    "head", "cannot make the head's state: " + e.getMessage(), "is the disk full?", true, List.of());
        }
    }
}
