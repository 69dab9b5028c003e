package dev.muster.engine.ray.shell;

/** Finds the ends of quotes and of substitutions. Each method takes the place of the first character inside, and returns that after the closing one. */
final class Skips {
    private final String text;

    Skips(String text) {
        this.text = text;
    }

    int singleQuotes(int inside) {
        int close = text.indexOf('\'', inside);
        if (close < 0) {
            throw new OpenQuote();
        }
        return close + 1;
    }

    /** {@code $'...'}, in which a backslash escapes. */
    int escapedQuotes(int inside) {
        return until('\'', inside);
    }

    int backticks(int inside) {
        return until('`', inside);
    }

    private int until(char close, int inside) {
        int at = inside;
        while (at < text.length() && text.charAt(at) != close) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw new OpenQuote();
        }
        return at + 1;
    }

    int doubleQuotes(int inside) {
        int at = inside;
        while (at < text.length()) {
            switch (text.charAt(at)) {
                case '"' -> {
                    return at + 1;
                }
                case '\\' -> at += 2;
                case '`' -> at = backticks(at + 1);
                case '$' -> at = expansion(at);
                default -> at++;
            }
        }
        throw new OpenQuote();
    }

    /** @param at the place of a {@code $} @return the place after what it begins; after the {@code $} if that is nothing or a name */
    int expansion(int at) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        return switch (next) {
            case '(' -> nested('(', ')', at + 2);
            case '{' -> nested('{', '}', at + 2);
            default -> at + 1;
        };
    }

    int nested(char open, char close, int inside) {
        int depth = 1;
        int at = inside;
        while (at < text.length()) {
            char letter = text.charAt(at);
            if (letter == open) {
                depth++;
            } else if (letter == close && --depth == 0) {
                return at + 1;
            }
            at = next(at, letter);
        }
        throw new OpenQuote();
    }

    private int next(int at, char letter) {
        return switch (letter) {
            case '\\' -> at + 2;
            case '\'' -> singleQuotes(at + 1);
            case '"' -> doubleQuotes(at + 1);
            case '`' -> backticks(at + 1);
            default -> at + 1;
        };
    }
}
