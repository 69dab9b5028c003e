package dev.muster.ssh.config;

import dev.muster.core.failure.UserError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * One criterion of a Match line.
 *
 * @param negated whether it is written with {@code !}
 * @param argument a list of patterns or a command; empty if the criterion has none
 */
record MatchCriterion(Kind kind, boolean negated, String argument) {
    /** The criteria of ssh_config(5) that can be evaluated without the ssh program. */
    enum Kind {
        ALL,
        CANONICAL,
        FINAL,
        EXEC,
        HOST,
        ORIGINALHOST,
        USER,
        LOCALUSER,
        TAGGED
    }

    /** @throws UserError if ssh would refuse the line, or a criterion needs the ssh program */
    static List<MatchCriterion> parse(ConfigLine line) {
        Deque<String> words = new ArrayDeque<>(line.arguments());
        List<MatchCriterion> criteria = new ArrayList<>();
        while (!words.isEmpty()) {
            criteria.add(next(line, words));
        }
        for (int i = 0; i < criteria.size(); i++) {
            boolean isAll = criteria.get(i).kind() == Kind.ALL;
            if (isAll && i < criteria.size() - 1) {
                throw new UserError(line.place() + ": 'all' cannot be combined with other Match criteria");
            }
        }
        return criteria;
    }

    private static MatchCriterion next(ConfigLine line, Deque<String> words) {
        String word = words.removeFirst();
        int equals = word.indexOf('=');
        if (equals > 0) {
            words.addFirst(word.substring(equals + 1));
            word = word.substring(0, equals);
        }
        boolean negated = word.startsWith("!");
        Kind kind = kind(line, negated ? word.substring(1) : word);
        return switch (kind) {
            case ALL, CANONICAL, FINAL -> new MatchCriterion(kind, negated, "");
            case EXEC, HOST, ORIGINALHOST, USER, LOCALUSER, TAGGED ->
                new MatchCriterion(kind, negated, argument(line, word, words));
        };
    }

    private static Kind kind(ConfigLine line, String word) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(word.toUpperCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new UserError(
                line.place() + ": Match " + word + " is not supported without the ssh program",
                "install OpenSSH's client on this machine, so that its answer is used");
    }

    private static String argument(ConfigLine line, String word, Deque<String> words) {
        if (!words.isEmpty() && words.getFirst().isEmpty() || "=".equals(words.peekFirst())) {
            words.removeFirst();
        }
        if (words.isEmpty()) {
            throw new UserError(line.place() + ": Match " + word + " has no value");
        }
        String argument = words.removeFirst();
        return argument.startsWith("=") ? argument.substring(1) : argument;
    }
}
