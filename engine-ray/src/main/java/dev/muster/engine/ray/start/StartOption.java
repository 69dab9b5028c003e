package dev.muster.engine.ray.start;

import dev.muster.engine.ray.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One option of {@code ray start}.
 *
 * @param name with its hyphens
 * @param value empty for a flag
 * @param words one word, or two if the value is a word of its own
 */
record StartOption(String name, Optional<String> value, List<Word> words) {
    /** Ray's options without a value. */
    private static final Set<String> FLAGS = Set.of(
            "--head",
            "--block",
            "--no-monitor",
            "--no-redirect-output",
            "--enable-object-reconstruction",
            "--ray-debugger-external",
            "--disable-usage-stats",
            "--enable-resource-isolation",
            "--verbose",
            "--help");

    StartOption {
        words = List.copyOf(words);
    }

    /** Returns the options; other words are left out. */
    static List<StartOption> read(List<Word> arguments) {
        List<StartOption> options = new ArrayList<>();
        for (int at = 0; at < arguments.size(); at++) {
            Word word = arguments.get(at);
            int equals = word.value().indexOf('=');
            if (!word.value().startsWith("--")) {
                continue;
            }
            if (equals > 0) {
                options.add(new StartOption(
                        word.value().substring(0, equals),
                        Optional.of(word.value().substring(equals + 1)),
                        List.of(word)));
            } else if (FLAGS.contains(word.value()) || at + 1 == arguments.size()) {
                options.add(new StartOption(word.value(), Optional.empty(), List.of(word)));
            } else {
                Word value = arguments.get(++at);
                options.add(new StartOption(word.value(), Optional.of(value.value()), List.of(word, value)));
            }
        }
        return options;
    }

    /** Whether the shell replaces nothing in it. */
    boolean isFixed() {
        return words.stream().allMatch(Word::isFixed);
    }
}
