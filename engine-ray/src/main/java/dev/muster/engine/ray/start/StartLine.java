package dev.muster.engine.ray.start;

import dev.muster.engine.ray.shell.SimpleCommand;
import dev.muster.engine.ray.shell.Word;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * One {@code ray start} with its options.
 *
 * @param command the place of the command that contains it, counted from 0
 * @param isLast whether nothing follows it in that command
 */
record StartLine(int command, RayUse.Start use, List<StartOption> options, boolean isLast, boolean isWaitedFor) {
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    StartLine {
        options = List.copyOf(options);
    }

    static StartLine of(int command, SimpleCommand simple, RayUse.Start use, boolean isLast) {
        boolean isWaitedFor = simple.end() == SimpleCommand.End.SEQUENCE && !simple.isPiped();
        return new StartLine(command, use, StartOption.read(use.arguments()), isLast, isWaitedFor);
    }

    /** Whether the command may stay in the foreground as long as Ray runs: nothing is left to do after it. */
    boolean canBlock() {
        return isLast && isWaitedFor && use.mayBlock();
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    /** Returns the last option of that name: it is the one that counts. */
    Optional<StartOption> find(String name) {
        return options.stream().filter(option -> option.name().equals(name)).reduce((first, second) -> second);
    }

    Optional<String> value(String name) {
        return find(name).flatMap(StartOption::value);
    }

    /** Returns the port that an option sets; empty if it is not set, or not a number that can be read here. */
    OptionalInt port(String name) {
        return value(name)
                .filter(text -> PORT.matcher(text).matches())
                .map(Integer::parseInt)
                .filter(port -> port >= 1 && port <= 65_535)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /** Returns the arguments whose options cannot be read, such as {@code $OPTIONS}. */
    List<Word> invisible() {
        List<Word> known =
                options.stream().flatMap(option -> option.words().stream()).toList();
        return use.arguments().stream()
                .filter(word -> !word.isFixed() && !known.contains(word))
                .toList();
    }
}
