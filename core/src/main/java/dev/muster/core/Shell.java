package dev.muster.core;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quotes arguments for shell scripts. No other code may put text from elsewhere into a script. */
public final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

    private Shell() {}

    /** Returns an argument, quoted for any POSIX shell if necessary. */
    public static String quote(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a shell argument cannot contain a NUL byte");
        }
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Returns the arguments, quoted and separated by spaces. */
    public static String words(List<String> words) {
        return words.stream().map(Shell::quote).collect(Collectors.joining(" "));
    }

    /** Returns the arguments, quoted and separated by spaces. */
    public static String words(String... words) {
        return words(List.of(words));
    }
}
