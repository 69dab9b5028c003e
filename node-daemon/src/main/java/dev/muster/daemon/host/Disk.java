package dev.muster.daemon.host;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file system that holds the node's folder. */
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
