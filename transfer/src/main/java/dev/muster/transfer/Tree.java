package dev.muster.transfer;

import dev.muster.core.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is to be copied: one file, or a folder with what is in it.
 *
 * @param name of the file; empty for a folder
 * @param mode of the folder, where it has to be made
 * @param entries below the folder, parents first; of a file the one entry, whose path is its name
 * @param passedOver paths of what is no file, folder or link
 */
public record Tree(String name, int mode, List<TreeEntry> entries, List<String> passedOver) {
    public Tree {
        entries = entries.stream().sorted(Comparator.comparing(TreeEntry::path)).toList();
        passedOver = List.copyOf(passedOver);
    }

    public boolean isFile() {
        return !name.isEmpty();
    }

    /** The same file under another name; a folder as it is. */
    public Tree named(String newName) {
        return isFile() ? new Tree(newName, mode, List.of(entries.getFirst().at(newName)), passedOver) : this;
    }

    public long bytes() {
        return entries.stream().mapToLong(TreeEntry::size).sum();
    }

    public long files() {
        return entries.stream().filter(TreeEntry::isFile).count();
    }

    /** Of names, modes and content, not of times: touching a file changes nothing. */
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
