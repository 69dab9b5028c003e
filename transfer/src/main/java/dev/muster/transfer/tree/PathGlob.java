package dev.muster.transfer.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern over paths that begin with '/': {@code *} and {@code ?} never match a '/', {@code **} does, {@code [a-z]} is a class, a backslash takes the
 * next character literally. See "pattern matching rules" in rsync(1) and "pattern format" in gitignore(5). A host may send patterns, so all parts are
 * followed at once: the cost is the length of the pattern times that of the path, whatever both are.
 */
public final class PathGlob {
    private final List<GlobPart> parts;

    private PathGlob(List<GlobPart> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Says how {@code **} is read. */
    enum Dialect {
        /** {@code **} matches anything, wherever it stands. */
        RSYNC,
        /** {@code **} matches whole folders between slashes; elsewhere it is the same as {@code *}. */
        GIT
    }

    /** Returns a pattern over one name, without a '/'. */
    public static PathGlob ofName(String pattern) {
        return new Builder().pattern(pattern, Dialect.GIT).build();
    }

    /** Returns whether the pattern matches the whole path. */
    public boolean matches(String path) {
        boolean[] active = new boolean[parts.size() + 1];
        enter(active, 0);
        for (int i = 0; i < path.length(); i++) {
            boolean[] next = new boolean[active.length];
            for (int part = 0; part < parts.size(); part++) {
                if (active[part]) {
                    step(part, path.charAt(i), next);
                }
            }
            active = next;
        }
        return active[parts.size()];
    }

    private void step(int at, char letter, boolean[] next) {
        GlobPart part = parts.get(at);
        if (part.staysAt(letter)) {
            next[at] = true;
        }
        if (part.endsWith(letter)) {
            enter(next, at + 1);
        }
    }

    /** What may be empty is passed over. */
    private void enter(boolean[] active, int from) {
        int at = from;
        active[at] = true;
        while (at < parts.size() && parts.get(at).mayBeEmpty()) {
            at++;
            active[at] = true;
        }
    }

    /** Collects the parts of one pattern. */
    static final class Builder {
        private final List<GlobPart> parts = new ArrayList<>();

        Builder add(GlobPart part) {
            parts.add(part);
            return this;
        }

        Builder literally(String text) {
            text.chars().forEach(letter -> parts.add(new GlobPart.Letter((char) letter)));
            return this;
        }

        PathGlob build() {
            return new PathGlob(parts);
        }

        /** Adds a pattern. */
        Builder pattern(String pattern, Dialect dialect) {
            int at = 0;
            while (at < pattern.length()) {
                at = switch (pattern.charAt(at)) {
                    case '*' -> stars(pattern, at, dialect);
                    case '?' -> one(new GlobPart.AnyInName(), at);
                    case '[' -> set(pattern, at);
                    case '\\' -> escaped(pattern, at);
                    default -> one(new GlobPart.Letter(pattern.charAt(at)), at);
                };
            }
            return this;
        }

        private int one(GlobPart part, int at) {
            parts.add(part);
            return at + 1;
        }

        private int stars(String pattern, int at, Dialect dialect) {
            int end = at;
            while (end < pattern.length() && pattern.charAt(end) == '*') {
                end++;
            }
            boolean isFolders = end - at >= 2 && (at == 0 || pattern.charAt(at - 1) == '/');
            if (end - at >= 2 && dialect == Dialect.RSYNC) {
                parts.add(new GlobPart.Anything());
            } else if (isFolders && end == pattern.length()) {
                parts.add(new GlobPart.AnyLetter());
                parts.add(new GlobPart.Anything());
            } else if (isFolders && pattern.charAt(end) == '/') {
                parts.add(new GlobPart.Folders());
                return end + 1;
            } else {
                parts.add(new GlobPart.RestOfName());
            }
            return end;
        }

        private int escaped(String pattern, int at) {
            boolean isLast = at + 1 == pattern.length();
            parts.add(new GlobPart.Letter(pattern.charAt(isLast ? at : at + 1)));
            return at + (isLast ? 1 : 2);
        }

        /** Adds a character class. A '[' without a ']' matches nothing. */
        private int set(String pattern, int at) {
            int first = at + 1;
            boolean negated = first < pattern.length() && "!^".indexOf(pattern.charAt(first)) >= 0;
            int from = negated ? first + 1 : first;
            int end = pattern.indexOf(']', Math.min(pattern.length(), from + 1));
            if (end < 0) {
                return one(new GlobPart.Nothing(), at);
            }
            String members = pattern.substring(from, end);
            if (hasReversedRange(members)) {
                return one(new GlobPart.Nothing(), at);
            }
            parts.add(new GlobPart.OneOf(members, negated));
            return end + 1;
        }

        private static boolean hasReversedRange(String members) {
            for (int i = 1; i + 1 < members.length(); i++) {
                if (members.charAt(i) == '-' && members.charAt(i - 1) > members.charAt(i + 1)) {
                    return true;
                }
            }
            return false;
        }
    }
}
