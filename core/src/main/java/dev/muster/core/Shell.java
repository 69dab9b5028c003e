package dev.muster.core;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The only place where words become shell text: nothing is ever interpreted twice. */
public final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

    private Shell() {}

    /** One word, quoted for any POSIX shell where it needs to be. */
    public static String quote(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a shell word cannot hold a NUL byte");
        }
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    public static String words(List<String> words) {
        return words.stream().map(Shell::quote).collect(Collectors.joining(" "));
    }

    public static String words(String... words) {
        return words(List.of(words));
    }
}
