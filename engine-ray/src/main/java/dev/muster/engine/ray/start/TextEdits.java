package dev.muster.engine.ray.start;

import dev.muster.engine.ray.shell.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Changes single words of a text and leaves everything else as it is. */
final class TextEdits {
    private record Edit(int start, int end, String replacement) {}

    private final String text;
    private final List<Edit> edits = new ArrayList<>();

    TextEdits(String text) {
        this.text = text;
    }

    void replace(Word word, String replacement) {
        edits.add(new Edit(word.start(), word.end(), replacement));
    }

    void insertBefore(Word word, String added) {
        edits.add(new Edit(word.start(), word.start(), added));
    }

    void insertAfter(Word word, String added) {
        edits.add(new Edit(word.end(), word.end(), added));
    }

    /** Removes the word and the blanks before it. */
    void remove(Word word) {
        int start = word.start();
        while (start > 0 && " \t".indexOf(text.charAt(start - 1)) >= 0) {
            start--;
        }
        edits.add(new Edit(start, word.end(), ""));
    }

    /** Additions at one place stay in the order in which they were made. */
    String apply() {
        StringBuilder result = new StringBuilder();
        int at = 0;
        List<Edit> inOrder = edits.stream()
                .sorted(Comparator.comparingInt(Edit::start).thenComparing(Edit::end))
                .toList();
        for (Edit edit : inOrder) {
            result.append(text, at, edit.start()).append(edit.replacement());
            at = edit.end();
        }
        return result.append(text, at, text.length()).toString();
    }
}
