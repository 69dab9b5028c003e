package dev.muster.transfer;

import dev.muster.core.failure.RemoteFailure;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be fetched from a host.
 *
 * @param folder absolute on the host; it names nothing on this machine
 * @param name of a single file in it; empty for the whole folder; it names nothing on this machine
 * @param entries below the folder, parents first; modes are plain permissions
 */
record Listing(String folder, String name, List<TreeEntry> entries) {
    private static final String FIRST = "muster-list 1";
    private static final int PERMISSIONS = 0777;
    private static final int SHOWN = 200;

    Listing {
        entries = List.copyOf(entries);
    }

    /** Fails where the host's answer is not a list of what is below one folder, each name once, in folders that are in the list too. */
    static Listing parse(String host, byte[] output) {
        List<String> words = TargetState.words(output);
        if (words.size() < 3 || !words.getFirst().equals(FIRST)) {
            throw unreadable(host);
        }
        Listing listing = new Listing(words.get(1), words.get(2), entries(host, words.subList(3, words.size())));
        boolean oneFile = listing.entries().size() == 1
                && listing.entries().stream()
                        .allMatch(entry -> entry.isFile() && entry.parent().isEmpty());
        if (listing.isFile() && !oneFile) {
            throw new RemoteFailure(host, host + ": it is neither a file nor a folder", "", false, List.of());
        }
        return listing;
    }

    private static List<TreeEntry> entries(String host, List<String> words) {
        try {
            List<TreeEntry> entries = TargetState.list(words, TargetState.Fractions.DROPPED).stream()
                    .filter(entry -> !entry.path().isEmpty() && !entry.path().startsWith(Upload.STAGING))
                    .map(entry -> entry.withMode(entry.mode() & PERMISSIONS))
                    .sorted(Comparator.comparing(TreeEntry::path))
                    .toList();
            requireConfined(host, entries);
            return entries;
        } catch (NumberFormatException e) {
            throw unreadable(host);
        }
    }

    /** A host that is not what it was must not write outside of the folder that it was asked for. */
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
                host, host + " " + why + ": '" + clipped(entry.path()) + "'", "nothing was copied", false, List.of());
    }

    /** For messages: a host may send names of any length. */
    static String clipped(String path) {
        return path.length() > SHOWN ? path.substring(0, SHOWN) + "..." : path;
    }

    private static RemoteFailure unreadable(String host) {
        return new RemoteFailure(
                host, host + ": the files there were not listed", "it needs GNU's find on the host", false, List.of());
    }

    boolean isFile() {
        return !name.isEmpty();
    }
}
