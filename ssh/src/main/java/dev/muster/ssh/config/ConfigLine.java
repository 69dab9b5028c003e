package dev.muster.ssh.config;

import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of an ssh_config file: a keyword and its arguments, split as readconf.c of OpenSSH does it.
 *
 * @param keyword in lower case
 * @param arguments without their quotes
 * @param rest everything after the keyword as it is written, for commands
 * @param place the file and line number, for messages
 */
record ConfigLine(String keyword, List<String> arguments, String rest, String place) {
    ConfigLine {
        arguments = List.copyOf(arguments);
    }

    /**
     * Parses a line. Returns nothing for an empty line or a comment.
     *
     * @throws UserError for a line that ssh refuses
     */
    static Optional<ConfigLine> parse(String text, String place) {
        int nul = text.indexOf('\0');
        String line = withoutSpaceAtEnd(nul < 0 ? text : text.substring(0, nul));
        int start = space(line, 0);
        if (start == line.length() || line.charAt(start) == '#') {
            return Optional.empty();
        }
        boolean quoted = line.charAt(start) == '"';
        int end = quoted ? line.indexOf('"', start + 1) : endOfKeyword(line, start);
        if (end < 0) {
            throw new UserError(place + ": missing closing quote");
        }
        String keyword = line.substring(quoted ? start + 1 : start, end);
        int next = space(line, quoted ? end + 1 : end);
        if (!quoted && next < line.length() && line.charAt(next) == '=') {
            next = space(line, next + 1);
        }
        String rest = line.substring(next);
        if (rest.isEmpty()) {
            throw new UserError(place + ": no argument after keyword \"" + keyword + "\"");
        }
        return Optional.of(new ConfigLine(keyword.toLowerCase(Locale.ROOT), split(rest, place), rest, place));
    }

    /** Returns the rest of a line that is a command. OpenSSH skips any number of equals signs before it. */
    String command() {
        int at = 0;
        while (at < rest.length() && (isSpace(rest.charAt(at)) || rest.charAt(at) == '=')) {
            at++;
        }
        return rest.substring(at);
    }

    private static String withoutSpaceAtEnd(String line) {
        int end = line.length();
        while (end > 0 && (isSpace(line.charAt(end - 1)) || line.charAt(end - 1) == '\f')) {
            end--;
        }
        return line.substring(0, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static int space(String line, int from) {
        int at = from;
        while (at < line.length() && isSpace(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int endOfKeyword(String line, int from) {
        int at = from;
        while (at < line.length() && !isSpace(line.charAt(at)) && line.charAt(at) != '=' && line.charAt(at) != '"') {
            at++;
        }
        return at;
    }

    /** Splits arguments. Single and double quotes enclose spaces, and a backslash escapes quotes, itself and a space. */
    private static List<String> split(String text, String place) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (true) {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
            if (at == text.length() || text.charAt(at) == '#') {
                return words;
            }
            StringBuilder word = new StringBuilder();
            at = word(text, at, word, place);
            words.add(word.toString());
        }
    }

    /** Appends the word that begins at an index. Returns the index after it. */
    private static int word(String text, int from, StringBuilder word, String place) {
        char quote = 0;
        int at = from;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && isEscaped(text, at + 1, quote)) {
                word.append(text.charAt(++at));
            } else if (quote == 0 && (c == ' ' || c == '\t')) {
                break;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new UserError(place + ": missing closing quote");
        }
        return at;
    }

    private static boolean isEscaped(String text, int at, char quote) {
        return at < text.length() && ("'\"\\".indexOf(text.charAt(at)) >= 0 || quote == 0 && text.charAt(at) == ' ');
    }
}
