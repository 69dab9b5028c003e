package dev.muster.transfer;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One thing to copy to hosts.
 *
 * @param target where to, as the operator wrote it: absolute, or {@code ~/…} in the host's home
 * @param here folder of this machine that may turn out to be the target itself
 */
public record Mount(String target, Tree tree, Contents contents, Optional<Path> here) {
    /** From this machine's disk. */
    public static Mount of(String target, Path source, TreeWalk walk) {
        Tree tree = walk.read(source);
        Path folder = tree.isFile() ? source.toAbsolutePath().getParent() : source;
        return new Mount(target, tree, Contents.of(source, tree), Optional.ofNullable(folder));
    }
}
