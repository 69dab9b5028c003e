package dev.muster.ssh.config;

import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits one line into words: {@code Keyword value}, {@code Keyword=value} or {@code Keyword = value}. Double quotes enclose words with
 * spaces. {@code #} at the beginning of a word starts a comment.
 */
final class SshConfigWords {
    private final String line;
    private final String place;
    private final List<String> words = new ArrayList<>();
    private int at;

    SshConfigWords(String line, String place) {
        this.line = line;
        this.place = place;
    }

    /** @throws UserError if a quote is not closed */
    List<String> read() {
        boolean keyword = true;
        while (skipSpace()) {
            words.add(word(keyword));
            if (keyword && skipSpace() && line.charAt(at) == '=') {
                at++;
            }
            keyword = false;
        }
        return words;
    }

    /** Returns false at the end of the line or the beginning of a comment. */
    private boolean skipSpace() {
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at < line.length() && line.charAt(at) != '#';
    }

    private String word(boolean keyword) {
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (Character.isWhitespace(c) || keyword && c == '=')) {
                break;
            } else {
                word.append(c);
            }
        }
        if (quoted) {
            throw new UserError(place + ": missing closing quote");
        }
        return word.toString();
    }
}
