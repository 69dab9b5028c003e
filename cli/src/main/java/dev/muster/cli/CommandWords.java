package dev.muster.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A command line, parted: {@code cluster [global options] VERB words... [-- words...]}.
 *
 * @param verb empty where there is none
 * @param own the verb's words and options; global options that stood before the verb are put here
 * @param afterDashes what stood behind {@code --}; empty where there was no {@code --}
 */
record CommandWords(Optional<String> verb, List<String> own, Optional<List<String>> afterDashes) {
    private static final Set<String> WITH_VALUE = Set.of("-o", "--output", "--log-style", "--log-color");

    CommandWords {
        own = List.copyOf(own);
        afterDashes = afterDashes.map(List::copyOf);
    }

    static CommandWords of(List<String> arguments) {
        int dashes = arguments.indexOf("--");
        List<String> before = dashes < 0 ? arguments : arguments.subList(0, dashes);
        Optional<List<String>> after =
                dashes < 0 ? Optional.empty() : Optional.of(arguments.subList(dashes + 1, arguments.size()));
        int verb = verbIn(before);
        if (verb >= before.size()) {
            return new CommandWords(Optional.empty(), before, after);
        }
        List<String> own = new ArrayList<>(before);
        return new CommandWords(Optional.of(own.remove(verb)), own, after);
    }

    private static int verbIn(List<String> words) {
        int i = 0;
        while (i < words.size() && words.get(i).startsWith("-")) {
            i += WITH_VALUE.contains(words.get(i)) ? 2 : 1;
        }
        return i;
    }

    boolean has(String... options) {
        Set<String> wanted = Set.of(options);
        return own.stream().anyMatch(wanted::contains);
    }

    boolean isVerbose() {
        return own.stream().anyMatch(word -> word.matches("-v+|--verbose"));
    }
}
