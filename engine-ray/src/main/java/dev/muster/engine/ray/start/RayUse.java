package dev.muster.engine.ray.start;

import dev.muster.engine.ray.shell.Word;
import java.util.List;

/** What a simple command has to do with Ray. */
sealed interface RayUse {
    /** Nothing. */
    record None() implements RayUse {}

    /**
     * {@code ray start}.
     *
     * @param program the word {@code ray}
     * @param subcommand the word {@code start}
     * @param arguments what follows
     * @param isDirect whether {@code ray} is the command's first word but for assignments
     * @param mayBlock whether the command may stay in the foreground as long as Ray runs
     */
    record Start(Word program, Word subcommand, List<Word> arguments, boolean isDirect, boolean mayBlock)
            implements RayUse {}

    /** {@code ray stop}. @param words all of it, with a {@code sudo} before it */
    record Stop(List<Word> words) implements RayUse {}

    /** It starts or stops Ray, or may do so, in a way that cannot be changed. @param why a sentence that continues "cannot be changed safely" */
    record Unclear(String why) implements RayUse {}
}
