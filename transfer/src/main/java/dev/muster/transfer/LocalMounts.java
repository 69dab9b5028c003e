package dev.muster.transfer;

import dev.muster.core.config.FilesConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code file_mounts} on the operator's own disk. */
public final class LocalMounts {
    private final FileDigests hashes = new FileDigests();

    /** Throws {@code UserError} where something of it cannot be read. */
    public List<Mount> read(FilesConfig files) {
        TreeWalk walk = new TreeWalk(Exclusions.of(files), hashes);
        List<Mount> mounts = new ArrayList<>();
        files.mounts().forEach((target, source) -> mounts.add(Mount.of(target, Path.of(source), walk)));
        return mounts;
    }
}
