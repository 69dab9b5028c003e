package dev.muster.transfer.tree;

import dev.muster.transfer.tree.PathGlob.Dialect;
import java.util.List;
import java.util.Optional;

/**
 * One exclude pattern.
 *
 * @param paths match whole paths, which begin with '/'; one of them is enough
 * @param foldersOnly whether the pattern ended with a '/'
 * @param reincludes whether it began with '!': what matches is copied after all
 */
public record PathRule(List<PathGlob> paths, boolean foldersOnly, boolean reincludes) {
    /**
     * Parses a pattern as rsync's {@code --exclude} does. With a leading '/' it matches the whole path from the top, otherwise the end of the path.
     * {@code name/***} matches a folder and everything in it.
     */
    static PathRule ofRsync(String pattern) {
        boolean withContent = pattern.endsWith("/***");
        String text = withContent ? pattern.substring(0, pattern.length() - 4) : pattern;
        boolean foldersOnly = !withContent && text.length() > 1 && text.endsWith("/");
        text = foldersOnly ? text.substring(0, text.length() - 1) : text;
        PathGlob itself = rsync(text).build();
        PathGlob content =
                rsync(text).literally("/").add(new GlobPart.Anything()).build();
        return new PathRule(withContent ? List.of(itself, content) : List.of(itself), foldersOnly, false);
    }

    private static PathGlob.Builder rsync(String text) {
        PathGlob.Builder glob = new PathGlob.Builder();
        return (text.startsWith("/") ? glob : glob.add(new GlobPart.Folders())).pattern(text, Dialect.RSYNC);
    }

    /**
     * Parses a line as git reads {@code .gitignore}. With a '/' at its start or in its middle it matches the whole path from that file's folder,
     * otherwise a name anywhere below it. Empty for blank lines and comments.
     *
     * @param folder the folder of the file; empty for the top
     */
    static Optional<PathRule> ofGit(String line, String folder) {
        String text = withoutTrailingSpaces(line);
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.empty();
        }
        boolean reincludes = text.startsWith("!");
        text = reincludes ? text.substring(1) : text;
        boolean foldersOnly = text.endsWith("/");
        text = foldersOnly ? text.substring(0, text.length() - 1) : text;
        if (text.isEmpty()) {
            return Optional.empty();
        }
        boolean anchored = text.contains("/");
        text = text.startsWith("/") ? text.substring(1) : text;
        PathGlob.Builder glob = new PathGlob.Builder().literally(folder.isEmpty() ? "/" : "/" + folder + "/");
        PathGlob.Builder front = anchored ? glob : glob.add(new GlobPart.Folders());
        return Optional.of(new PathRule(List.of(front.pattern(text, Dialect.GIT).build()), foldersOnly, reincludes));
    }

    /** @param path with a '/' in front */
    boolean matches(String path, TreeEntry.Kind kind) {
        return (!foldersOnly || kind == TreeEntry.Kind.FOLDER) && paths.stream().anyMatch(glob -> glob.matches(path));
    }

    /** Removes trailing spaces, except for one after a backslash. */
    private static String withoutTrailingSpaces(String line) {
        int end = line.length();
        while (end > 0
                && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\r')
                && !(end > 1 && line.charAt(end - 2) == '\\')) {
            end--;
        }
        return line.substring(0, end);
    }
}
