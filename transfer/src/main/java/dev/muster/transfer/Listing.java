package dev.muster.transfer;

import dev.muster.core.failure.RemoteFailure;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be fetched from a host.
 *
 * @param folder absolute on the host
 * @param name of a single file in it; empty for the whole folder
 * @param entries below the folder, parents first
 */
record Listing(String folder, String name, List<TreeEntry> entries) {
    private static final String FIRST = "muster-list 1";

    Listing {
        entries = List.copyOf(entries);
    }

    static Listing parse(String host, byte[] output) {
        List<String> words = TargetState.words(output);
        if (words.size() < 3 || !words.getFirst().equals(FIRST)) {
            throw new RemoteFailure(
                    host,
                    host + ": the files there were not listed",
                    "it needs GNU's find on the host",
                    false,
                    List.of());
        }
        List<TreeEntry> entries =
                TargetState.entries(words.subList(3, words.size()), TargetState.Fractions.DROPPED).values().stream()
                        .filter(entry ->
                                !entry.path().isEmpty() && !entry.path().startsWith(Upload.STAGING))
                        .sorted((one, other) -> one.path().compareTo(other.path()))
                        .toList();
        entries.forEach(entry -> check(host, entry.path()));
        return new Listing(words.get(1), words.get(2), entries);
    }

    boolean isFile() {
        return !name.isEmpty();
    }

    /** A host that is not what it was must not write outside of the folder that it was asked for. */
    private static void check(String host, String path) {
        if (path.startsWith("/")
                || Stream.of(path.split("/", -1))
                        .anyMatch(part -> List.of("", ".", "..").contains(part))) {
            throw new RemoteFailure(host, host + " names a file that cannot be: " + path, "", false, List.of());
        }
    }
}
