package dev.muster.core;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quotes arguments for shell scripts. No other code may put text from elsewhere into a script. */
public final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");

    private Shell() {}

    /** Returns an argument, quoted for any POSIX shell if necessary. */
    public static String quote(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a shell argument cannot contain a NUL byte");
        }
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Returns one argument in which {@code ${NAME}} is the value that the shell's variable has then, or nothing. All other text stays as it is. */
    public static String quoteWithVariables(String word) {
        Matcher variable = VARIABLE.matcher(word);
        StringBuilder quoted = new StringBuilder();
        int from = 0;
        while (variable.find()) {
            quoted.append(part(word.substring(from, variable.start())));
            quoted.append("\"${").append(variable.group(1)).append("-}\"");
            from = variable.end();
        }
        quoted.append(part(word.substring(from)));
        return quoted.isEmpty() ? "''" : quoted.toString();
    }

    private static String part(String text) {
        return text.isEmpty() ? "" : quote(text);
    }

    /** Returns the names of the variables that {@link #quoteWithVariables} replaces. */
    public static Set<String> variablesIn(String word) {
        return VARIABLE.matcher(word).results().map(found -> found.group(1)).collect(Collectors.toUnmodifiableSet());
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
