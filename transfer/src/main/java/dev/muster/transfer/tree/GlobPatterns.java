package dev.muster.transfer.tree;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Converts file name patterns to regular expressions over paths that begin with '/': {@code *} and {@code ?} never match a '/', {@code **} does,
 * {@code [a-z]} is a class, a backslash takes the next character literally. See "pattern matching rules" in rsync(1) and "pattern format" in
 * gitignore(5).
 */
public final class GlobPatterns {
    private static final String SPECIAL = "\\.^$|()[]{}+*?";

    private GlobPatterns() {}

    /** Says how {@code **} is read. */
    enum Dialect {
        /** {@code **} matches anything, wherever it stands. */
        RSYNC,
        /** {@code **} matches whole folders between slashes; elsewhere it is the same as {@code *}. */
        GIT
    }

    /** Returns the regular expression for one pattern. */
    static String regex(String pattern, Dialect dialect) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            at = switch (pattern.charAt(at)) {
                case '*' -> stars(pattern, at, dialect, regex);
                case '?' -> plain(regex, "[^/]", at);
                case '[' -> set(pattern, at, regex);
                case '\\' -> escaped(pattern, at, regex);
                default -> literal(pattern, at, regex);
            };
        }
        return regex.toString();
    }

    private static int stars(String pattern, int at, Dialect dialect, StringBuilder regex) {
        int end = at;
        while (end < pattern.length() && pattern.charAt(end) == '*') {
            end++;
        }
        if (end - at < 2) {
            return plain(regex, "[^/]*", at);
        }
        if (dialect == Dialect.RSYNC) {
            regex.append(".*");
            return end;
        }
        return gitStars(pattern, at, end, regex);
    }

    private static int gitStars(String pattern, int at, int end, StringBuilder regex) {
        boolean opens = at == 0 || pattern.charAt(at - 1) == '/';
        if (opens && end == pattern.length()) {
            regex.append(".+");
            return end;
        }
        if (opens && pattern.charAt(end) == '/') {
            regex.append("(?:[^/]+/)*");
            return end + 1;
        }
        regex.append("[^/]*");
        return end;
    }

    /** Appends a character class. A '[' without a ']' matches nothing. */
    private static int set(String pattern, int at, StringBuilder regex) {
        int first = at + 1;
        boolean negated = first < pattern.length() && "!^".indexOf(pattern.charAt(first)) >= 0;
        int from = negated ? first + 1 : first;
        int end = pattern.indexOf(']', Math.min(pattern.length(), from + 1));
        if (end < 0) {
            return plain(regex, "(?!)", at);
        }
        String members = pattern.substring(from, end)
                .replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]");
        String text = (negated ? "[^" : "[") + members.replace("&&", "&\\&").replace("^", "\\^") + "]";
        if (!isRegex(text)) {
            return plain(regex, "(?!)", at);
        }
        regex.append("(?!/)").append(text);
        return end + 1;
    }

    private static boolean isRegex(String text) {
        try {
            return !Pattern.compile(text).pattern().isEmpty();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static int escaped(String pattern, int at, StringBuilder regex) {
        return at + 1 < pattern.length() ? literal(pattern, at + 1, regex) : literal(pattern, at, regex);
    }

    private static int literal(String pattern, int at, StringBuilder regex) {
        char letter = pattern.charAt(at);
        if (SPECIAL.indexOf(letter) >= 0) {
            regex.append('\\');
        }
        return plain(regex, String.valueOf(letter), at);
    }

    private static int plain(StringBuilder regex, String text, int at) {
        regex.append(text);
        return at + 1;
    }
}
