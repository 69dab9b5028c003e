package dev.muster.transfer.tree;

import dev.muster.core.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Describes what to copy: one file, or a folder with its content.
 *
 * @param name name of the file; empty for a folder
 * @param mode mode of the folder, if it has to be created
 * @param entries what is below the folder, parents first; for a file one entry, whose path is its name
 * @param skipped paths of what is neither a file, a folder nor a link
 */
public record Tree(String name, int mode, List<TreeEntry> entries, List<String> skipped) {
    public Tree {
        entries = entries.stream().sorted(Comparator.comparing(TreeEntry::path)).toList();
        skipped = List.copyOf(skipped);
    }

    public boolean isFile() {
        return !name.isEmpty();
    }

    /** Returns the same file under another name; a folder unchanged. */
    public Tree withName(String newName) {
        return isFile() ? new Tree(newName, mode, List.of(entries.getFirst().withPath(newName)), skipped) : this;
    }

    public long bytes() {
        return entries.stream().mapToLong(TreeEntry::size).sum();
    }

    public long files() {
        return entries.stream().filter(TreeEntry::isFile).count();
    }

    /** Returns a digest of names, modes and content, but not of times: touching a file changes nothing. */
    public String digest() {
        List<String> parts = new ArrayList<>();
        parts.add(name);
        for (TreeEntry entry : entries) {
            parts.add(entry.path());
            parts.add(entry.kind().name());
            parts.add(entry.kind() == TreeEntry.Kind.LINK ? "" : Integer.toOctalString(entry.mode()));
            parts.add(entry.content());
        }
        return Digest.of(parts);
    }
}
