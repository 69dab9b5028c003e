package dev.muster.transfer;

import dev.muster.core.config.FilesConfig;
import dev.muster.transfer.tree.Exclusions;
import dev.muster.transfer.tree.FileDigests;
import dev.muster.transfer.tree.TreeWalk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the sources of {@code file_mounts} from the operator's own disk. */
public final class LocalMounts {
    private final FileDigests digests = new FileDigests();

    /** Reads all mounts. Throws {@code UserError} if a source cannot be read. */
    public List<Mount> read(FilesConfig files) {
        TreeWalk walk = new TreeWalk(Exclusions.of(files), digests);
        List<Mount> mounts = new ArrayList<>();
        files.mounts().forEach((target, source) -> mounts.add(Mount.of(target, Path.of(source), walk)));
        return mounts;
    }
}
