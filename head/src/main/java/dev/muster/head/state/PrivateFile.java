package dev.muster.head.state;

import dev.muster.core.failure.RemoteFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Creates an empty file of mode 0600 before SQLite does, because SQLite gives that mode to its other files beside it. */
final class PrivateFile {
    private PrivateFile() {}

    static void create(Path file) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // An earlier start of the head created it.
        } catch (IOException e) {
            throw new RemoteFailure(
                    "head",
                    "cannot create the head's state: " + e.getMessage(),
                    "the head's disk may be full: run 'df -h' on it",
                    true,
                    List.of());
        }
    }
}
