package dev.muster.engine.ray.shell;

/** Reads one word. */
final class WordScanner {
    private static final String ENDS = " \t\n;&|<>()";
    private static final String PATTERNS = "*?[{";

    private final String text;
    private final Skips skips;
    private final int start;
    private final StringBuilder value = new StringBuilder();
    private int at;
    private boolean isFixed = true;

    private WordScanner(String text, int start) {
        this.text = text;
        this.skips = new Skips(text);
        this.start = start;
        this.at = start;
    }

    static Word read(String text, int start) {
        return new WordScanner(text, start).read();
    }

    private Word read() {
        while (at < text.length() && (ENDS.indexOf(text.charAt(at)) < 0 || isSubstitution() || isArray())) {
            step(text.charAt(at));
        }
        return new Word(start, at, text.substring(start, at), value.toString(), isFixed);
    }

    /** {@code <(...)} and {@code >(...)}. */
    private boolean isSubstitution() {
        return "<>".indexOf(text.charAt(at)) >= 0 && text.startsWith("(", at + 1);
    }

    /** {@code name=(...)}. */
    private boolean isArray() {
        return text.charAt(at) == '(' && at > start && text.charAt(at - 1) == '=';
    }

    private void step(char letter) {
        switch (letter) {
            case '\\' -> escape();
            case '\'' -> quoted(at + 1, skips.singleQuotes(at + 1));
            case '"' -> doubleQuoted();
            case '$' -> dollar();
            case '`' -> replaced(skips.backticks(at + 1));
            case '<', '>' -> replaced(skips.nested('(', ')', at + 2));
            case '(' -> replaced(skips.nested('(', ')', at + 1));
            default -> plain(letter);
        }
    }

    private void plain(char letter) {
        isFixed &= PATTERNS.indexOf(letter) < 0 && (letter != '~' || at > start);
        value.append(letter);
        at++;
    }

    private void escape() {
        if (at + 1 >= text.length()) {
            at++;
            return;
        }
        if (text.charAt(at + 1) != '\n') {
            value.append(text.charAt(at + 1));
        }
        at += 2;
    }

    private void quoted(int from, int after) {
        value.append(text, from, after - 1);
        at = after;
    }

    private void replaced(int after) {
        value.append(text, at, after);
        isFixed = false;
        at = after;
    }

    private void dollar() {
        if (text.startsWith("'", at + 1)) {
            int after = skips.escapedQuotes(at + 2);
            isFixed &= text.substring(at + 2, after - 1).indexOf('\\') < 0;
            quoted(at + 2, after);
        } else if (text.startsWith("\"", at + 1)) {
            at++;
            doubleQuoted();
        } else {
            replaced(skips.expansion(at));
        }
    }

    private void doubleQuoted() {
        int after = skips.doubleQuotes(at + 1);
        at++;
        while (at < after - 1) {
            switch (text.charAt(at)) {
                case '\\' -> escapeInQuotes();
                case '$' -> replaced(skips.expansion(at));
                case '`' -> replaced(skips.backticks(at + 1));
                default -> value.append(text.charAt(at++));
            }
        }
        at = after;
    }

    /** In double quotes a backslash escapes only what has a meaning there. */
    private void escapeInQuotes() {
        if ("$`\"\\\n".indexOf(text.charAt(at + 1)) < 0) {
            value.append('\\');
        }
        escape();
    }
}
