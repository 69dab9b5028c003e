package dev.muster.transfer.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Opens the content of a tree's files. */
@FunctionalInterface
public interface Contents {
    /** Opens one file. The caller closes it. */
    InputStream open(TreeEntry file) throws IOException;

    /**
     * Returns the contents of a tree on this machine.
     *
     * @param source the file, or the folder that the entries are below
     */
    static Contents of(Path source, Tree tree) {
        return entry -> {
            Path file = tree.isFile() ? source : FileNames.resolve(source, entry.path());
            return tree.isFile() ? Files.newInputStream(file) : Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        };
    }
}
