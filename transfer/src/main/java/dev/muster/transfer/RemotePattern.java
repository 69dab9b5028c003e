package dev.muster.transfer;

import dev.muster.core.failure.RemoteFailure;
import java.util.Arrays;
import java.util.List;

/**
 * A path on a host with {@code *}, {@code ?} or {@code [...]}, which the host expands.
 *
 * @param source the path as the operator typed it
 */
record RemotePattern(String host, String source) {
    private static final String FIRST_WORD = "muster-paths 1";
    private static final int MAX_PATHS = 10_000;

    static boolean isPattern(String source) {
        return source.chars().anyMatch(letter -> letter == '*' || letter == '?' || letter == '[');
    }

    /**
     * Returns the paths that the host found. The last name of each becomes the name of a file here, so it must be a name; a compromised host cannot
     * choose more than that.
     */
    List<String> paths(String printed) {
        List<String> words = Arrays.asList(printed.split("\0", -1));
        if (words.isEmpty() || !words.getFirst().equals(FIRST_WORD)) {
            throw failure("the pattern cannot be expanded");
        }
        List<String> paths = words.subList(1, words.size()).stream()
                .filter(path -> !path.isEmpty())
                .toList();
        if (paths.isEmpty()) {
            throw failure("nothing matches the pattern");
        }
        if (paths.size() > MAX_PATHS) {
            throw failure("more than " + MAX_PATHS + " paths match the pattern");
        }
        if (!paths.stream().allMatch(RemotePattern::isSafe)) {
            throw failure("the host names a path that the pattern cannot match");
        }
        return paths;
    }

    private static boolean isSafe(String path) {
        String[] names = path.replaceFirst("/+$", "").split("/", -1);
        String last = names[names.length - 1];
        return path.startsWith("/") && !last.isEmpty() && !last.equals(".") && !last.equals("..");
    }

    private RemoteFailure failure(String why) {
        return new RemoteFailure(
                host, host + ": cannot copy " + Listing.clip(source) + ": " + why, "", false, List.of());
    }
}
