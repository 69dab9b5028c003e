package dev.muster.transfer;

import dev.muster.transfer.GlobPatterns.Dialect;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One pattern of what is left out.
 *
 * @param path matches whole paths that begin with '/'
 * @param foldersOnly it ended with a '/'
 * @param takesBack it began with '!': what matches is copied after all
 */
record PathRule(Pattern path, boolean foldersOnly, boolean takesBack) {
    /**
     * As rsync's {@code --exclude}: with a '/' in front it is the whole path from the top, otherwise the end of the path. {@code name/***} is a folder
     * with all that is in it.
     */
    static PathRule ofRsync(String pattern) {
        boolean withContent = pattern.endsWith("/***");
        String text = withContent ? pattern.substring(0, pattern.length() - 4) : pattern;
        boolean foldersOnly = !withContent && text.length() > 1 && text.endsWith("/");
        text = foldersOnly ? text.substring(0, text.length() - 1) : text;
        String front = text.startsWith("/") ? "" : "(?:.*/)?";
        String behind = withContent ? "(?:/.*)?" : "";
        return new PathRule(compiled(front + GlobPatterns.regex(text, Dialect.RSYNC) + behind), foldersOnly, false);
    }

    /**
     * As a line of a {@code .gitignore}: with a '/' in front or in the middle it is the whole path from that file's folder, otherwise a name anywhere
     * below it. Empty where the line says nothing.
     *
     * @param folder in which the file is; empty for the top
     */
    static Optional<PathRule> ofGit(String line, String folder) {
        String text = withoutTrailingSpaces(line);
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.empty();
        }
        boolean takesBack = text.startsWith("!");
        text = takesBack ? text.substring(1) : text;
        boolean foldersOnly = text.endsWith("/");
        text = foldersOnly ? text.substring(0, text.length() - 1) : text;
        if (text.isEmpty()) {
            return Optional.empty();
        }
        boolean anchored = text.contains("/");
        text = text.startsWith("/") ? text.substring(1) : text;
        String front = Pattern.quote(folder.isEmpty() ? "/" : "/" + folder + "/") + (anchored ? "" : "(?:.*/)?");
        return Optional.of(
                new PathRule(compiled(front + GlobPatterns.regex(text, Dialect.GIT)), foldersOnly, takesBack));
    }

    /** @param path with a '/' in front */
    boolean matches(String path, TreeEntry.Kind kind) {
        return (!foldersOnly || kind == TreeEntry.Kind.FOLDER)
                && this.path.matcher(path).matches();
    }

    private static Pattern compiled(String regex) {
        return Pattern.compile(regex, Pattern.DOTALL);
    }

    /** A space behind a backslash stays. */
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
