package dev.muster.transfer;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.muster.transfer.tree.Tree;
import dev.muster.transfer.tree.TreeEntry;
import dev.muster.transfer.tree.TreeEntry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plans what makes the target contain all of the tree. Pure: depends on both only. Deletes only what is in the way; other files in the target stay,
 * as with rsync without {@code --delete}.
 *
 * @param send files and links that are missing or different
 * @param makeFolders folders to create, parents first
 * @param removeFiles files and links in place of a folder
 * @param removeFolders folders in place of a file or link; they are removed only if they are empty
 * @param modes entries whose mode is set at the end: new folders, and entries of which only the mode differs
 */
record CopyPlan(
        List<TreeEntry> send,
        List<String> makeFolders,
        List<String> removeFiles,
        List<String> removeFolders,
        List<TreeEntry> modes) {
    private static final int OWNER_WRITES = 0200;
    private static final int OWNER_ALL = 0700;

    static final CopyPlan NOTHING = new CopyPlan(List.of(), List.of(), List.of(), List.of(), List.of());

    CopyPlan {
        send = List.copyOf(send);
        makeFolders = List.copyOf(makeFolders);
        removeFiles = List.copyOf(removeFiles);
        removeFolders = List.copyOf(removeFolders);
        modes = List.copyOf(modes);
    }

    static CopyPlan of(Tree wanted, Map<String, TreeEntry> seen) {
        return of(wanted, seen, Set.of());
    }

    /**
     * Plans a copy.
     *
     * @param changed paths whose content is known to differ, even if size and time are equal
     */
    static CopyPlan of(Tree wanted, Map<String, TreeEntry> seen, Set<String> changed) {
        Draft draft = new Draft(seen, changed);
        wanted.entries().forEach(draft::add);
        return draft.plan(wanted);
    }

    boolean isEmpty() {
        return send.isEmpty() && makeFolders.isEmpty() && removeFiles.isEmpty() && modes.isEmpty();
    }

    long bytes() {
        return send.stream().mapToLong(TreeEntry::size).sum();
    }

    /** Returns the new folders whose parents are not new. */
    List<String> newTopFolders() {
        Set<String> made = Set.copyOf(makeFolders);
        return makeFolders.stream()
                .filter(path -> !made.contains(TreeEntry.folder(path, 0).parent()))
                .toList();
    }

    /** Returns paths by mode, for modes that let the owner change what is below. Their order does not matter. */
    SortedMap<Integer, List<String>> openModes() {
        return modes.stream()
                .filter(CopyPlan::staysOpen)
                .collect(groupingBy(TreeEntry::mode, TreeMap::new, mapping(TreeEntry::path, toList())));
    }

    /** Returns the other entries, deepest first. */
    List<TreeEntry> closingModes() {
        return modes.stream().filter(entry -> !staysOpen(entry)).toList();
    }

    private static boolean staysOpen(TreeEntry entry) {
        return (entry.mode() & OWNER_ALL) == OWNER_ALL;
    }

    /** Returns the folders that something is put into. Those that are not writable are opened for it. */
    SortedSet<String> touched() {
        SortedSet<String> touched = new TreeSet<>();
        send.forEach(entry -> touched.add(entry.parent()));
        removeFiles.forEach(path -> touched.add(TreeEntry.folder(path, 0).parent()));
        makeFolders.forEach(path -> touched.add(TreeEntry.folder(path, 0).parent()));
        return touched;
    }

    private static final class Draft {
        private final Map<String, TreeEntry> seen;
        private final Set<String> changed;
        private final List<TreeEntry> send = new ArrayList<>();
        private final List<String> makeFolders = new ArrayList<>();
        private final List<String> removeFiles = new ArrayList<>();
        private final List<String> removeFolders = new ArrayList<>();
        private final List<TreeEntry> modes = new ArrayList<>();
        private final TreeSet<String> newFolders = new TreeSet<>();

        Draft(Map<String, TreeEntry> seen, Set<String> changed) {
            this.seen = seen;
            this.changed = changed;
        }

        void add(TreeEntry entry) {
            // Nothing exists below a folder that does not exist yet, even if a link has its place now.
            TreeEntry there = newFolders.contains(entry.parent()) ? null : seen.get(entry.path());
            if (entry.isFolder()) {
                folder(entry, there);
            } else if (there == null || !entry.isLike(there) || changed.contains(entry.path())) {
                if (there != null && there.isFolder()) {
                    removeFolders.add(entry.path());
                }
                send.add(entry);
            } else if (entry.kind() == Kind.FILE && entry.mode() != there.mode()) {
                modes.add(entry);
            }
        }

        private void folder(TreeEntry entry, @Nullable TreeEntry there) {
            if (there != null && there.isFolder()) {
                if (entry.mode() != there.mode()) {
                    modes.add(entry);
                }
                return;
            }
            if (there != null) {
                removeFiles.add(entry.path());
            }
            newFolders.add(entry.path());
            makeFolders.add(entry.path());
            modes.add(entry);
        }

        /** Returns the plan. Folders that are opened for writing are closed again, deepest first. */
        CopyPlan plan(Tree wanted) {
            CopyPlan draft = new CopyPlan(send, makeFolders, removeFiles, removeFolders, modes);
            SortedSet<String> touched = draft.touched();
            List<TreeEntry> all = new ArrayList<>(modes);
            wanted.entries().stream()
                    .filter(entry -> entry.isFolder() && (entry.mode() & OWNER_WRITES) == 0)
                    .filter(entry -> touched.contains(entry.path()) && !modes.contains(entry))
                    .forEach(all::add);
            all.sort((one, other) -> other.path().compareTo(one.path()));
            return new CopyPlan(send, makeFolders, removeFiles, removeFolders, all);
        }
    }
}
