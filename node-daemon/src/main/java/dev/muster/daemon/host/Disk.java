package dev.muster.daemon.host;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Size and usage, in bytes, of the file system with the node's folder. Both are 0 if it cannot be read. */
record Disk(long total, long used) {
    static Disk of(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            long total = Math.max(0, store.getTotalSpace());
            return new Disk(total, Math.clamp(total - store.getUnallocatedSpace(), 0, total));
        } catch (IOException e) {
            return new Disk(0, 0);
        }
    }
}
