package dev.muster.transfer;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.transfer.tree.FileNames;
import dev.muster.transfer.tree.TreeEntry;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lists what to fetch from a host.
 *
 * @param folder absolute folder on the host; never used as a name on this machine
 * @param name name of a single file in it; empty for the whole folder; never used as a name on this machine
 * @param entries what is below the folder, parents first; modes are plain permissions
 */
record Listing(String folder, String name, List<TreeEntry> entries) {
    private static final String FIRST = "muster-list 1";
    private static final int PERMISSIONS = 0777;
    private static final int MAX_SHOWN = 200;

    Listing {
        entries = List.copyOf(entries);
    }

    /**
     * Parses the host's answer. Throws {@link RemoteFailure} unless it lists what is below one folder, each name once, in folders that are listed
     * too.
     */
    static Listing parse(String host, byte[] output) {
        List<String> fields = TargetState.fields(output);
        if (fields.size() < 3 || !fields.getFirst().equals(FIRST)) {
            throw unreadable(host);
        }
        Listing listing = new Listing(fields.get(1), fields.get(2), entries(host, fields.subList(3, fields.size())));
        boolean oneFile = listing.entries().size() == 1
                && listing.entries().stream()
                        .allMatch(entry -> entry.isFile() && entry.parent().isEmpty());
        if (listing.isFile() && !oneFile) {
            throw new RemoteFailure(host, host + ": the source is neither a file nor a folder", "", false, List.of());
        }
        return listing;
    }

    private static List<TreeEntry> entries(String host, List<String> fields) {
        try {
            List<TreeEntry> entries = TargetState.list(fields, TargetState.Fractions.DROPPED).stream()
                    .filter(entry -> !entry.path().isEmpty() && !entry.path().startsWith(FileNames.STAGING))
                    .map(entry -> entry.withMode(entry.mode() & PERMISSIONS))
                    .sorted(Comparator.comparing(TreeEntry::path))
                    .toList();
            requireConfined(host, entries);
            return entries;
        } catch (NumberFormatException e) {
            throw unreadable(host);
        }
    }

    /** Refuses paths outside of the folder: a compromised host must not be able to write elsewhere. */
    private static void requireConfined(String host, List<TreeEntry> entries) {
        Set<String> paths = new HashSet<>();
        Set<String> folders = new HashSet<>(Set.of(""));
        for (TreeEntry entry : entries) {
            if (!paths.add(entry.path())) {
                throw refused(host, "lists the same name twice", entry);
            }
            if (!folders.contains(entry.parent()) || !hasName(entry) || entry.size() < 0) {
                throw refused(host, "lists a file that is not in the folder", entry);
            }
            if (entry.isFolder()) {
                folders.add(entry.path());
            }
        }
    }

    private static boolean hasName(TreeEntry entry) {
        String name = entry.path().substring(entry.path().lastIndexOf('/') + 1);
        return !entry.path().startsWith("/") && !List.of("", ".", "..").contains(name);
    }

    private static RemoteFailure refused(String host, String why, TreeEntry entry) {
        return new RemoteFailure(
                host, host + " " + why + ": '" + clip(entry.path()) + "'", "nothing was copied", false, List.of());
    }

    /** Returns a short form for messages, because a host may send names of any length. */
    static String clip(String path) {
        return path.length() > MAX_SHOWN ? path.substring(0, MAX_SHOWN) + "..." : path;
    }

    private static RemoteFailure unreadable(String host) {
        return new RemoteFailure(
                host,
                host + ": cannot list the files on the host",
                "install GNU find on the host: sudo apt-get install findutils",
                false,
                List.of());
    }

    boolean isFile() {
        return !name.isEmpty();
    }
}
