package dev.muster.transfer;

import dev.muster.transfer.tree.Contents;
import dev.muster.transfer.tree.Tree;
import dev.muster.transfer.tree.TreeWalk;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One file or folder to copy to hosts.
 *
 * @param target path on the host, as the operator wrote it: absolute, or {@code ~/…} in the host's home
 * @param here a folder of this machine that may be the same as the target, as with a shared home
 */
public record Mount(String target, Tree tree, Contents contents, Optional<Path> here) {
    /** Reads a mount from this machine's disk. */
    public static Mount of(String target, Path source, TreeWalk walk) {
        Tree tree = walk.read(source);
        Path folder = tree.isFile() ? source.toAbsolutePath().getParent() : source;
        return new Mount(target, tree, Contents.of(source, tree), Optional.ofNullable(folder));
    }
}
