package dev.muster.ssh.hostkey;

import java.util.List;
import java.util.Locale;

/** Host patterns of OpenSSH: {@code *}, {@code ?}, and {@code !} before a pattern that must not match. */
public final class HostPatterns {
    private HostPatterns() {}

    /** Returns whether at least one pattern matches and no negated one does. Upper and lower case are the same, as in names of hosts. */
    public static boolean matches(List<String> patterns, String name) {
        return matchesList(
                patterns.stream()
                        .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                        .toList(),
                name.toLowerCase(Locale.ROOT));
    }

    /** Returns the same for names whose case counts, such as those of users. */
    public static boolean matchesList(List<String> patterns, String name) {
        boolean found = false;
        for (String pattern : patterns) {
            boolean negated = pattern.startsWith("!");
            if (matchesExactly(negated ? pattern.substring(1) : pattern, name)) {
                if (negated) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }

    /** Returns whether a pattern matches. Upper and lower case differ. Needs no recursion: after a mismatch, only the last star takes one more character. */
    public static boolean matchesExactly(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
