package dev.muster.ssh.config;

import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of one line: {@code Keyword value}, {@code Keyword=value} or {@code Keyword = value}; double quotes keep spaces together, {@code #} begins a
 * comment where a word would.
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

    /** False at the end, or where a comment begins. */
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
            throw new UserError(place + ": a quote is not closed");
        }
        return word.toString();
    }
}
