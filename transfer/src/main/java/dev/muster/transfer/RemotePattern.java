package dev.muster.transfer;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.transfer.tree.PathGlob;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

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
     * Returns the paths that the host found. The last name of each becomes the name of a file here, so the pattern must match it: a host that lies cannot
     * add a {@code .bashrc} to a copy of {@code *.log}.
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
        if (!paths.stream().allMatch(lastNames())) {
            throw failure("the host names a path that the pattern cannot match");
        }
        return paths;
    }

    private Predicate<String> lastNames() {
        String wanted = bytes(lastName(source));
        PathGlob glob = PathGlob.ofName(wanted);
        return path -> {
            String last = bytes(lastName(path));
            boolean isMatch = glob.matches(last) && (!last.startsWith(".") || wanted.startsWith("."));
            boolean isName = !last.isEmpty() && !last.equals(".") && !last.equals("..");
            return path.startsWith("/") && isName && (isMatch || last.equals(wanted));
        };
    }

    /** One character for each byte, as the host's shell matches them. */
    private static String bytes(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String lastName(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    private RemoteFailure failure(String why) {
        return new RemoteFailure(
                host, host + ": cannot copy " + Listing.clip(source) + ": " + why, "", false, List.of());
    }
}
