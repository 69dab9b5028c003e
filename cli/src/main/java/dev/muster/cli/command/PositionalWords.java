package dev.muster.cli.command;

import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words of a command line that are no options, parted into CONFIG and the rest.
 *
 * @param config the one word that ends in {@code .yaml} or {@code .yml}
 */
record PositionalWords(Optional<String> config, List<String> rest) {
    PositionalWords {
        rest = List.copyOf(rest);
    }

    static boolean isConfig(String word) {
        return word.endsWith(".yaml") || word.endsWith(".yml");
    }

    /** Wherever the CONFIG stands. */
    static PositionalWords anywhere(List<String> words) {
        List<String> configs = words.stream().filter(PositionalWords::isConfig).toList();
        if (configs.size() > 1) {
            throw new UserError("two config files: " + configs.get(0) + " and " + configs.get(1), "give one");
        }
        List<String> rest = new ArrayList<>(words);
        rest.removeAll(configs);
        return new PositionalWords(configs.stream().findFirst(), rest);
    }

    /** Only as the first word: behind it come a command's own words. */
    static PositionalWords atTheStart(List<String> words) {
        return !words.isEmpty() && isConfig(words.getFirst())
                ? new PositionalWords(Optional.of(words.getFirst()), words.subList(1, words.size()))
                : new PositionalWords(Optional.empty(), words);
    }

    /** For a command that takes no other word. */
    PositionalWords alone(String command) {
        if (!rest.isEmpty()) {
            throw new UserError(
                    "'" + command + "' does not know what '" + rest.getFirst() + "' is",
                    "a config file is a word that ends in .yaml or .yml; -f takes any name");
        }
        return this;
    }
}
